import { describe, expect, it } from "vitest";
import { TranscriptMalformed } from "../../../../src/domain/exceptions/transcript.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { subViewer } from "../../../../src/domain/transcript-formats/sub-viewer.ts";
import { RepairName } from "../../../../src/domain/value-objects/import-report.ts";

const T = "0:00:01.000,0:00:02.000";
const U = "0:00:03.000,0:00:04.500";
const read = (...lines: string[]) => readTranscript(lines.join("\n"), { format: "sbv" });
const cues = (...lines: string[]) =>
  read(...lines).cues.map(
    ({ startMs, endMs, speaker, text }) => `${startMs}-${endMs} ${speaker ? `${speaker}|` : ""}${text}`,
  );

describe("an SBV file", () => {
  it("is recognised by its timing lines", () => {
    expect(readTranscript(`${T}\nHi\n\n${U}\nHo\n`)).toEqual({
      cues: [
        { position: 1, startMs: 1000, endMs: 2000, speaker: null, text: "Hi" },
        { position: 2, startMs: 3000, endMs: 4500, speaker: null, text: "Ho" },
      ],
      report: {
        format: "sbv",
        dialect: null,
        cuesRead: 2,
        cuesKept: 2,
        repairing: RepairName.options,
        repairs: [],
      },
    });
    expect(subViewer.recognises("We met at 0:00:01.000,0:00:02.000 or so")).toBe(false);
    expect(subViewer.recognises(`${"prose\n".repeat(100)}${T}`)).toBe(false);
  });

  it.each([
    ["has no blank lines", [T, "Hi", U, "Ho"]],
    ["has too many", ["", "", T, "", "Hi", "", "", "", U, "Ho", "", ""]],
    [
      "has the header of SubViewer 2",
      ["[INFORMATION]", "[TITLE]a", "[END INFORMATION]", T, "Hi", "", U, "Ho"],
    ],
    ["has spaces around its times", [` ${T} `, "Hi", "", "0:00:03.000 , 0:00:04.500", "Ho"]],
    ["has fractions of another length", ["00:00:01.0,00:00:02", "Hi", "", "0:00:03.00,0:00:04.50", "Ho"]],
  ])("reads the same where it %s", (_, lines) => {
    expect(cues(...lines)).toEqual(["1000-2000 Hi", "3000-4500 Ho"]);
  });

  it("keeps the lines of a cue, and breaks them at [br]", () => {
    expect(cues(T, "one", " two[br]three", "", "four")).toEqual(["1000-2000 one\ntwo\nthree\nfour"]);
  });

  it.each(["a --> b", "1,2", "at 10:30,11:30", "0:00:01.000", "<i> & &amp; {x}", "10:30,11:30 it was"])(
    "may say %j",
    (speech) => {
      expect(cues(T, "Hi", speech, "", U, "Ho")).toEqual([`1000-2000 Hi\n${speech}`, "3000-4500 Ho"]);
    },
  );

  it("names speakers where a name begins two cues", () => {
    expect(cues(T, "Ann: Hi", "", U, "Ann: Ho")).toEqual(["1000-2000 Ann|Hi", "3000-4500 Ann|Ho"]);
    expect(read(T, "Ann: Hi", "", U, "Ann: Ho").report.dialect).toBe("speaker-prefixes");
    expect(cues(T, "Ann: Hi", "", U, "Ho")).toEqual(["1000-2000 Ann: Hi", "3000-4500 Ho"]);
  });

  it("reports times that cannot be read, and does not join their text to the cue before", () => {
    const { cues, report } = read(T, "Hi", "", "0:00:61.000,0:00:62.000", "lost", "", U, "");
    expect(cues).toMatchObject([{ text: "Hi" }]);
    expect(report.repairs.map(({ kind, cue, line }) => `${line} ${cue} ${kind}`)).toEqual([
      "4 2 bad-timing-dropped",
      "7 3 empty-cue-dropped",
    ]);
  });

  it("has times", () => {
    expect(() => read("Hello.")).toThrow(
      new TranscriptMalformed("The transcript is not SBV: no line gives the times of a cue."),
    );
  });
});
