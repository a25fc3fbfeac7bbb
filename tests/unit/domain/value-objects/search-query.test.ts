import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "../../../../src/domain/value-objects/limits.ts";
import { parseSearchQuery } from "../../../../src/domain/value-objects/search-query.ts";

const word = (text: string, isExcluded = false) => ({ kind: "word", text, isExcluded });
const phrase = (text: string, isExcluded = false) => ({ kind: "phrase", text, isExcluded });
const prefix = (text: string, isExcluded = false) => ({ kind: "prefix", text, isExcluded });

describe("a search query", () => {
  it.each([
    ["open terminal", [word("open"), word("terminal")]],
    ['  "command line"  tool ', [phrase("command line"), word("tool")]],
    ["instal* -windows", [prefix("instal"), word("windows", true)]],
    ['run -"as root" -sud*', [word("run"), phrase("as root", true), prefix("sud", true)]],
    ["“command line”", [phrase("command line")]],
    ['say "never closed', [word("say"), phrase("never closed")]],
    ["npm-run pre-built", [word("npm-run"), word("pre-built")]],
    ["wrangler.toml C++ 3.5", [word("wrangler.toml"), word("C++"), word("3.5")]],
    ["端末を開く", [word("端末を開く")]],
    ["cafe\u0301", [word("caf\u00e9")]],
    ['it"s', [word('it"s')]],
  ])("%j is read as terms", (query, terms) => {
    expect(parseSearchQuery(query)).toEqual(terms);
  });

  it.each(["", "   ", "-", "* ?!", '""', "-windows", '-"as root" -x'])(
    "%j names nothing to look for",
    (query) => {
      expect(parseSearchQuery(query)).toEqual([]);
    },
  );

  it("has so many terms and no more", () => {
    expect(parseSearchQuery("a ".repeat(limits.searchTerms + 5))).toHaveLength(limits.searchTerms);
  });

  it("may be any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (query) => {
        for (const { text } of parseSearchQuery(query)) expect(text).toMatch(/[\p{L}\p{N}]/u);
      }),
    );
  });
});
