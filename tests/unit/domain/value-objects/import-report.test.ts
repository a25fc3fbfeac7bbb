import { describe, expect, it } from "vitest";
import { ImportReport, RepairKind, RepairName } from "../../../../src/domain/value-objects/import-report.ts";
import { allScopes, Scope } from "../../../../src/domain/value-objects/scope.ts";
import { TranscriptFormat } from "../../../../src/domain/value-objects/transcript-format.ts";

describe("an import report", () => {
  const repair = { kind: "empty-cue-dropped", cue: 1, line: 1, message: "the cue has no text" };
  const report = {
    format: "webvtt",
    dialect: null,
    cuesRead: 2,
    cuesKept: 1,
    repairing: RepairName.options,
    repairs: [repair],
  };

  it("says what was read, kept and repaired", () => {
    expect(ImportReport.parse(report)).toEqual(report);
  });

  it.each(RepairKind.options)("knows the repair %s", (kind) => {
    const repaired = { ...report, repairs: [{ ...repair, kind }] };
    expect(ImportReport.parse(repaired)).toEqual(repaired);
  });

  it("may know of no lines, and of a dialect", () => {
    const { line: _, ...unlined } = repair;
    const read = { ...report, dialect: "voice-tags", repairs: [unlined] };
    expect(ImportReport.parse(read)).toEqual(read);
  });

  it.each([
    ["an unknown format", { format: "docx" }],
    ["a negative count", { cuesRead: -1 }],
    ["half a cue", { cuesKept: 0.5 }],
    ["no repairs", { repairs: undefined }],
    ["an unknown switch", { repairing: ["magic"] }],
    ["an unknown repair", { repairs: [{ ...repair, kind: "magic" }] }],
    ["a repair in line 0", { repairs: [{ ...repair, line: 0 }] }],
    ["a repair of cue 0", { repairs: [{ ...repair, cue: 0 }] }],
  ])("is refused with %s", (_, changes) => {
    expect(ImportReport.safeParse({ ...report, ...changes }).success).toBe(false);
  });
});

describe("a transcript format", () => {
  it.each(["webvtt", "srt", "text", "ass", "cueprint-json"])("may be %s", (format) => {
    expect(TranscriptFormat.parse(format)).toBe(format);
  });

  it.each(["WEBVTT", "vtt", "", "toString", null])("is not %j", (format) => {
    expect(TranscriptFormat.safeParse(format).success).toBe(false);
  });
});

describe("the scopes", () => {
  it("are these, each once: keys in use name them", () => {
    expect(allScopes).toEqual([
      "transcripts:read",
      "transcripts:write",
      "tutorials:read",
      "tutorials:write",
      "search:read",
      "keys:manage",
      "me:manage",
    ]);
  });

  it.each(["", "*", "transcripts", "Tutorials:read", "tutorials:read ", "constructor"])(
    "%j is none of them",
    (scope) => {
      expect(Scope.safeParse(scope).success).toBe(false);
    },
  );
});
