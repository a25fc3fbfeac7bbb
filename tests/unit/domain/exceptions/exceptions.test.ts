import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DomainException } from "../../../../src/domain/exceptions/domain-exception.ts";
import {
  CitationNotInTranscript,
  QuoteDiffers,
  StepDuplicated,
  StepUnknown,
} from "../../../../src/domain/exceptions/tutorial.ts";
import { isProblemCode, problemTable } from "../../../../src/interface/http/problems/problem-table.ts";

type ExceptionClass = new (...texts: string[]) => DomainException;

// Found, not listed: a new exception cannot be forgotten here.
const folder = new URL("../../../../src/domain/exceptions/", import.meta.url);
const classes: [string, ExceptionClass][] = [];
for (const file of readdirSync(folder)) {
  const exported: Record<string, unknown> = await import(new URL(file, folder).href);
  for (const [name, value] of Object.entries(exported)) {
    if (typeof value === "function" && value.prototype instanceof DomainException) {
      classes.push([name, value as ExceptionClass]);
    }
  }
}

describe("the domain's exceptions", () => {
  it("are found in their modules", () => {
    expect(classes.length).toBeGreaterThan(20);
    expect(classes.map(([name]) => name)).toContain("TutorialNotPublishable");
  });

  it("have a code each of their own", () => {
    const codes = classes.map(([, Exception]) => new Exception("one", "two", "three").code);
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  });

  describe.each(classes)("%s", (name, Exception) => {
    const exception = new Exception("one", "two", "three");

    it("is an error with its own name", () => {
      expect(exception).toBeInstanceOf(Error);
      expect(exception.name).toBe(name);
      expect(exception.stack).toContain(name);
    });

    it("has a code after its name, which does not change from one to the next", () => {
      const words = name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
      expect(exception.code).toBe(words);
      expect(new Exception("four", "five", "six").code).toBe(words);
    });

    it("has a message", () => {
      expect(exception.message).not.toBe("");
    });

    it("has an entry in the table of problems", () => {
      expect(isProblemCode(exception.code)).toBe(true);
    });

    it("points into the body with JSON Pointers where it points at all", () => {
      // The one that compares two quotes needs them.
      const quotes = name === "QuoteDiffers" ? ["two", "three"] : [];
      for (const { pointer, code, message } of new Exception("/one", ...quotes).errors) {
        expect(pointer).toMatch(/^(?:\/(?:[^/~]|~[01])*)+$/);
        expect(code).toBe(exception.code);
        expect(message).not.toBe("");
      }
    });
  });

  it("keep a transcript's words out of their messages, which go to logs", () => {
    const exception = new QuoteDiffers("/steps/0/citations/0/quote", "sent words", "cued words");
    expect(exception.message).not.toMatch(/sent|cued/);
    expect(exception.errors).toEqual([
      {
        pointer: "/steps/0/citations/0/quote",
        code: "quote_differs",
        message: "the quote says “sent words”, the cues say “cued words”",
      },
    ]);
  });

  it("say where in the input a citation is wrong, once that is known", () => {
    const exception = new CitationNotInTranscript("cues 1 to 9 are not all there");
    expect(exception.errors).toEqual([]);
    const pointed = exception.at("/steps/2/citations/0");
    expect(pointed.message).toBe(exception.message);
    expect(pointed.errors).toEqual([
      {
        pointer: "/steps/2/citations/0",
        code: "citation_not_in_transcript",
        message: "cues 1 to 9 are not all there",
      },
    ]);
  });

  it.each([
    ["unknown", StepUnknown],
    ["a duplicate", StepDuplicated],
  ])("say where in the input a step is %s", (_, Exception) => {
    expect(new Exception("/steps/1/id").errors.map(({ pointer }) => pointer)).toEqual(["/steps/1/id"]);
  });
});

describe("the table of problems", () => {
  it.each(Object.entries(problemTable))("says all there is to say of %s", (code, problem) => {
    expect(code).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
    expect(Number.isInteger(problem.status) && problem.status >= 400 && problem.status <= 599).toBe(true);
    expect(problem.title).toMatch(/^[A-Z].*[^.]$/);
    expect(problem.explanation).toMatch(/^[A-Z].*\.$/s);
  });

  it("knows no code that is a property of every object", () => {
    expect(isProblemCode("toString")).toBe(false);
    expect(isProblemCode("constructor")).toBe(false);
  });
});

describe("a quote that differs", () => {
  it("is shown beside what the cues say, and long ones by their beginnings", () => {
    const [short] = new QuoteDiffers("/steps/0", "Open it.", "Close it.").errors;
    expect(short?.message).toBe("the quote says “Open it.”, the cues say “Close it.”");
    const [long] = new QuoteDiffers("/steps/0", "a".repeat(50_000), "b".repeat(50_000)).errors;
    expect(long?.message).toBe(`the quote says “${"a".repeat(500)}…”, the cues say “${"b".repeat(500)}…”`);
  });
});
