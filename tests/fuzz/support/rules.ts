import fc from "fast-check";
import { webVtt } from "../../unit/interface/support/api.ts";
import { ABSENT } from "./values.ts";
import type { World } from "./world.ts";

/** What is asked of a field beyond its schema, by the name of the field. */
type Rule = {
  /** Values that keep the rule. Where it has these, other values of the schema may be refused, too. */
  plain?: fc.Arbitrary<unknown>;
  /** Values that break the rule, though perhaps not the schema: they must be refused. */
  broken?: unknown[];
  /** Where below the field the reply says that those are wrong, if not right there. */
  brokenAt?: string;
  /** Values that mean something in a world. */
  samples?: fc.Arbitrary<unknown>;
};
export type Rules = Record<string, Rule>;

/** An id of version 7 that nothing has. */
export const UNKNOWN_ID = "01900000-0000-7000-8000-ffffffffffff";

const NOT_ONE_LINE = ["   ", "two\u0000words", "a bell \u0007", "half \ud83d", "\udc00 of a pair"];

/** One line of text: nothing around it, no control characters, in NFC. */
function oneLine(maxLength: number): Rule {
  const words = fc.string({ unit: fc.constantFrom(..."aZ09-_.&</>\"'~%é漢😀"), minLength: 1, maxLength: 12 });
  const lines = fc.array(words, { minLength: 1, maxLength: 3 }).map((line) => line.join(" "));
  const longest = fc.constantFrom("x".repeat(maxLength), "😀".repeat(maxLength));
  return {
    plain: fc.oneof({ weight: 9, arbitrary: lines }, { weight: 1, arbitrary: longest }),
    broken: NOT_ONE_LINE,
  };
}

/** Who speaks in a transcript of the world, somebody else, and nobody. */
const speakers = fc.constantFrom("Ada", "Grace", null, "Nobody");

const citation = fc
  .record(
    {
      cues: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 })),
      quote: fc.constantFrom("Open the terminal and install the command-line tool.", "What nobody said"),
      startMs: fc.jsonValue(),
      state: fc.jsonValue(),
    },
    { requiredKeys: ["cues"], noNullPrototype: true },
  )
  .map(({ cues: [firstCue, more], ...citation }) => ({ ...citation, firstCue, lastCue: firstCue + more }));

/** The rules of all operations: a name means the same wherever it stands. */
export function rulesIn({ own, foreign }: World): Rules {
  const transcripts = [own.transcriptId, own.freeTranscriptId];
  return {
    title: oneLine(200),
    name: oneLine(100),
    displayName: oneLine(100),
    speaker: { ...oneLine(200), samples: fc.constant("Ada") },
    from: { plain: speakers, broken: NOT_ONE_LINE },
    to: { plain: fc.oneof(oneLine(200).plain ?? speakers, speakers), broken: NOT_ONE_LINE },
    renamings: {
      plain: fc.uniqueArray(
        fc.record(
          { from: speakers, to: fc.oneof(speakers, fc.constant("Augusta")) },
          { noNullPrototype: true },
        ),
        { minLength: 1, maxLength: 4, selector: ({ from }) => from },
      ),
      broken: [
        [
          { from: "Ada", to: "Augusta" },
          { from: " Ada ", to: "Grace" },
        ],
      ],
    },
    email: {
      plain: fc.stringMatching(/^[a-z0-9]{1,20}(?:[.+][A-Z]{1,3})?@(?:example|test-[0-9])\.(?:com|org)$/),
      samples: fc.constantFrom("user-1@example.com", " USER-2@EXAMPLE.COM "),
      broken: ["nobody", "a@b", "@example.com", "a b@example.com", "a\u0000@example.com", ""],
    },
    language: {
      plain: fc.constantFrom("en", "en-us", "pt-BR", "zh-Hant-TW", "de-CH-1996", "sh"),
      broken: ["e", "not a tag", "en--US", "en\u0000", "", "en_US"],
    },
    mediaUrl: {
      plain: fc.oneof(
        fc.webUrl({ validSchemes: ["http", "https"], withQueryParameters: true, withFragments: true }),
        fc.constantFrom("https://example.com/a b", "HTTPS://EXAMPLE.COM", "http://[::1]:8080/é"),
      ),
      broken: [
        "nowhere",
        "",
        "/watch",
        "javascript:alert(1)",
        "ftp://example.com/",
        "https://a:b@example.com/",
      ],
    },
    content: {
      plain: fc.oneof(
        fc.constant(webVtt),
        fc.constant("1\n00:00:01,000 --> 00:00:02,000\nOpen the terminal.\n"),
        fc.string({
          unit: fc.constantFrom("WEBVTT", "00:01.000 --> 00:02.000", "\n", "<v Ada>", "{", "[]", "a"),
        }),
      ),
    },
    body: {
      plain: fc.string({ unit: fc.constantFrom(..."aé😀 \t\n\r#*`<>[]()"), maxLength: 60 }),
      broken: ["\u0000", "a bell \u0007", "half \ud83d"],
    },
    citations: {
      plain: fc.array(citation, { maxLength: 3 }),
      broken: [[{ firstCue: 2, lastCue: 1 }]],
      brokenAt: "/0/lastCue",
    },
    // A cursor is for the list that gave it out: those that are taken are tried by following pages.
    cursor: { plain: fc.constant(ABSENT), broken: ["", "x", "0190.0", "."] },
    q: {
      plain: fc
        .array(
          fc.constantFrom(
            "terminal",
            '"log in"',
            "deploy*",
            "-windows",
            "Then",
            "the",
            "“edge”",
            '"',
            "é",
            "😀",
            "a'b",
          ),
          { maxLength: 25 },
        )
        .map((terms) => ["command", ...terms].join(" ")),
      broken: ["-terminal", "a\u0000b", "!", '""', " "],
    },
    expiresAt: {
      plain: fc.constantFrom(
        null,
        "2027-01-01T00:00:00Z",
        "2026-01-05T09:00:00.001Z",
        "2020-02-29T23:59:59+14:00",
      ),
      broken: ["9999-12-31T23:59:59-01:00"],
    },
    updatedAfter: {
      plain: fc.constantFrom(
        "2027-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "2020-02-29T23:59:59.123456789+14:00",
      ),
      broken: ["0000-06-01T00:00:00Z", "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00"],
    },
    transcriptId: {
      plain: fc.constantFrom(...transcripts, ...transcripts, foreign.transcriptId, UNKNOWN_ID),
    },
    // Of a step. Ids in paths are chosen by their operation.
    id: { plain: fc.constantFrom(ABSENT, ...own.stepIds, ...foreign.stepIds, UNKNOWN_ID) },
    slug: { samples: fc.constantFrom(own.slug, foreign.slug, own.draftSlug) },
    stepId: { plain: fc.constantFrom(...own.stepIds, UNKNOWN_ID) },
    with: { plain: fc.constantFrom(...own.stepIds, UNKNOWN_ID) },
    base: { plain: fc.constantFrom("1", "2", "3") },
    after: { plain: fc.constantFrom(null, ...own.stepIds, UNKNOWN_ID) },
    stepIds: {
      plain: fc.array(fc.constantFrom(...own.stepIds, ...foreign.stepIds), { minLength: 1, maxLength: 3 }),
    },
    version: { plain: fc.constantFrom("1", "2", "1", "2", "3", "999999999") },
    handle: { samples: fc.constantFrom(own.handle, foreign.handle) },
    authorHandle: {
      plain: fc.constantFrom("ada", "ada-lovelace", own.handle, foreign.handle, null),
      broken: ["Ada", "ab", "a--b", "-ada", "ada lovelace", ""],
    },
    override: oneLine(500),
    code: { samples: fc.constantFrom("slug_taken", "request_invalid", "constructor") },
    "If-Match": tags(own.etag),
    "If-None-Match": tags(own.etag),
  };
}

function tags(current: string): Rule {
  return {
    plain: fc.constantFrom(
      ...["*", '"v1-json"', '"v1-json"', current, current.replace("json", "html"), `W/${current}`],
      ...['"v99-json"', '"other"', "none at all", '"v1-json", "v2-json"', '"v1-markdown"'],
    ),
  };
}

/** The same rules for requests that nothing but their one mistake may stop: what they ask for is there, and may be had. */
export function rulesOfWhatIsThere(world: World): Rules {
  return {
    ...rulesIn(world),
    slug: { plain: fc.constant(world.own.slug) },
    handle: { plain: fc.constant(world.own.handle) },
    expiresAt: { ...rulesIn(world)["expiresAt"], plain: fc.constant(null) },
  };
}
