import { describe, expect, it } from "vitest";
import { TranscriptMalformed } from "../../../../src/domain/exceptions/transcript.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { RepairName } from "../../../../src/domain/value-objects/import-report.ts";

const read = (html: string) => readTranscript(html, { format: "podcasting-html" });
const cues = (html: string) =>
  read(html).cues.map(({ startMs, endMs, speaker, text }) => `${startMs}-${endMs} ${speaker ?? "-"}|${text}`);
const turn = (name: string, time: string, text: string) =>
  `<cite>${name}:</cite>\n<time>${time}</time>\n<p>${text}</p>\n`;

describe("Podcasting 2.0 HTML", () => {
  it("is recognised, and read with its speakers; a cue ends where the next one starts", () => {
    expect(readTranscript(turn("Ann", "0:00", "Hi") + turn("Bob", "1:02", "Ho"))).toEqual({
      cues: [
        { position: 1, startMs: 0, endMs: 62_000, speaker: "Ann", text: "Hi" },
        { position: 2, startMs: 62_000, endMs: 62_000, speaker: "Bob", text: "Ho" },
      ],
      report: {
        format: "podcasting-html",
        dialect: null,
        cuesRead: 2,
        cuesKept: 2,
        repairing: RepairName.options,
        repairs: [],
      },
    });
  });

  it("may be a whole page", () => {
    const page = `<!DOCTYPE html><html><head><meta charset=utf-8><title>0:00</title><script>"<p>no</p>"</script>
      </head><body class=x><h1>Ann</h1>${turn("Ann", "0:01", "Hi")}<p class="late">there</p></body></html>`;
    expect(cues(page)).toEqual(["1000-1000 Ann|Hi", "1000-1000 Ann|there"]);
    expect(read(page).report).toMatchObject({ cuesRead: 2, repairs: [] });
  });

  it.each([
    ["0:05", 5000],
    ["75:10", 4_510_000],
    ["1:02:03", 3_723_000],
    ["00:00:05.250", 5250],
    [" 0:05 ", 5000],
  ])("reads the time %s", (time, ms) => {
    expect(read(turn("Ann", time, "Hi")).cues).toMatchObject([{ startMs: ms, endMs: ms }]);
  });

  it("keeps a name and a time until the next", () => {
    expect(
      cues(`${turn("Ann", "0:01", "a")}<p>b</p><time>0:05</time><p>c</p>${turn("Bob", "0:09", "d")}`),
    ).toEqual(["1000-5000 Ann|a", "1000-5000 Ann|b", "5000-9000 Ann|c", "9000-9000 Bob|d"]);
  });

  it("needs no end tags, and no small letters", () => {
    expect(cues("<CITE>Ann<TIME>0:01<P>a<P>b")).toEqual(["1000-1000 Ann|a", "1000-1000 Ann|b"]);
  });

  it("ends a cue that starts after its successor where it starts", () => {
    expect(cues(turn("A", "0:05", "x") + turn("B", "0:02", "y"))).toEqual(["5000-5000 A|x", "2000-2000 B|y"]);
  });

  it.each([
    ["a <b>b</b> <a href='x'>c</a>", "a b c"],
    ["one\n   two", "one two"],
    ["one<br>two<br />three", "one\ntwo\nthree"],
    ["it&#39;s &amp; &lt;b&gt;", "it's & <b>"],
    ["a <!-- no --> b", "a  b"],
    ["a < b --> c", "a < b --> c"],
    ["I <3 you", "I <3 you"],
  ])("has its markup taken out: %s", (text, expected) => {
    expect(read(turn("Ann", "0:00", text)).cues).toMatchObject([{ text: expected }]);
  });

  it("reports paragraphs without a time that can be read, and empty ones", () => {
    const { cues, report } = read(`<p>title</p>\n${turn("A", "0:61", "x")}${turn("A", "0:05", "y")}<p> </p>`);
    expect(cues).toMatchObject([{ text: "y", startMs: 5000 }]);
    expect(report.repairs.map(({ kind, cue, line }) => `${line} ${cue} ${kind}`)).toEqual([
      "1 1 bad-timing-dropped",
      "4 2 bad-timing-dropped",
      "8 4 empty-cue-dropped",
    ]);
  });

  it("has paragraphs", () => {
    expect(() => read("<time>0:00</time>")).toThrow(
      new TranscriptMalformed("The transcript is not Podcasting 2.0 HTML: it has no <p>."),
    );
  });
});
