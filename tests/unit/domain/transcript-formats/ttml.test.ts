import { describe, expect, it } from "vitest";
import { TranscriptMalformed } from "../../../../src/domain/exceptions/transcript.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { RepairName } from "../../../../src/domain/value-objects/import-report.ts";

const tt = (body: string, attributes = "", head = "") =>
  `<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml" ${attributes}><head>${head}</head>\n<body>${body}</body></tt>`;
const p = (text: string, attributes = 'begin="1s" end="2s"') => `<p ${attributes}>${text}</p>`;
const read = (...file: Parameters<typeof tt>) => readTranscript(tt(...file), { format: "ttml" });
const cues = (...file: Parameters<typeof tt>) =>
  read(...file).cues.map(
    ({ startMs, endMs, speaker, text }) => `${startMs}-${endMs} ${speaker ? `${speaker}|` : ""}${text}`,
  );
const repairs = (...file: Parameters<typeof tt>) =>
  read(...file).report.repairs.map(({ kind, cue, line }) => `${line} ${cue} ${kind}`);

describe("a TTML file", () => {
  it("is recognised by its root", () => {
    expect(readTranscript(tt(p("Hi")))).toEqual({
      cues: [{ position: 1, startMs: 1000, endMs: 2000, speaker: null, text: "Hi" }],
      report: {
        format: "ttml",
        dialect: null,
        cuesRead: 1,
        cuesKept: 1,
        repairing: RepairName.options,
        repairs: [],
      },
    });
    const prefixed = '<!-- x --><t:tt xmlns:t="u"><t:body><t:p begin="1s" end="2s">Hi</t:p></t:body></t:tt>';
    expect(readTranscript(prefixed).cues).toMatchObject([{ text: "Hi" }]);
  });

  it.each([
    ["dfxp", "xmlns:old='http://www.w3.org/2006/10/ttaf1'"],
    ["imsc", "ttp:profile='http://www.w3.org/ns/ttml/profile/imsc1/text'"],
    [null, ""],
  ])("may be of the dialect %s", (dialect, attributes) => {
    expect(read(p("Hi"), attributes).report.dialect).toBe(dialect);
  });

  it("has the root that it should", () => {
    expect(() => readTranscript("<p>Hi</p>", { format: "ttml" })).toThrow(
      new TranscriptMalformed("The transcript is not TTML: it has no element tt."),
    );
  });

  it("is refused with a document type that declares something, and read with one that does not", () => {
    const bomb = `<!DOCTYPE tt [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n${tt(p("&b;"))}`;
    expect(() => readTranscript(bomb)).toThrow(/document type at line 1 declares/);
    expect(readTranscript(`<!DOCTYPE tt SYSTEM "x.dtd">${tt(p("&b;"))}`).cues).toMatchObject([
      { text: "&b;" },
    ]);
  });

  it("is refused where its elements stand too deep", () => {
    expect(cues(`${"<div>".repeat(90)}${p("Hi")}`)).toEqual(["1000-2000 Hi"]);
    expect(() => read(`\n${"<div>".repeat(100)}`)).toThrow(/at line 4, elements stand more than 100 deep/);
  });
});

describe("the times of TTML", () => {
  const time = (begin: string, attributes = "") =>
    read(`${p("x", `begin="${begin}"`)}`, attributes).cues[0]?.startMs;

  it.each([
    ["00:00:01", 1000],
    ["01:02:03.25", 3_723_250],
    ["100:00:00", 360_000_000],
    ["00:00:01:15", 1500],
    ["1h", 3_600_000],
    ["1.5m", 90_000],
    ["61.001s", 61_001],
    ["250ms", 250],
    ["45f", 1500],
    ["2t", 2000],
    [" 5s ", 5000],
  ])("are read: %s", (begin, ms) => {
    expect(time(begin)).toBe(ms);
    expect(repairs(p("x", `begin="${begin}"`))).toEqual([]);
  });

  it.each([
    ["25f", "ttp:frameRate='25'", 1000],
    ["00:00:10:12", "ttp:frameRate='24'", 10_500],
    ["30f", "ttp:frameRate='30' ttp:frameRateMultiplier='1000 1001'", 1001],
    ["30f", "ttp:frameRate='30' ttp:frameRateMultiplier='1000:1001'", 1001],
    ["00:00:00:12.2", "ttp:frameRate='25' ttp:subFrameRate='4'", 500],
    ["10000000t", "ttp:tickRate='10000000'", 1000],
    ["50t", "ttp:frameRate='25'", 2000],
    ["50t", "ttp:frameRate='25' ttp:subFrameRate='2'", 1000],
    ["30f", "ttp:frameRate='0' ttp:frameRateMultiplier='1 0'", 1000],
  ])("count %s by %s", (begin, attributes, ms) => {
    expect(time(begin, attributes)).toBe(ms);
  });

  it.each(["1:02.5", "62.5", "62,5", "0:01:02.5"])("are mended: %s", (begin) => {
    expect(time(begin)).toBe(62_500);
    expect(repairs(p("x", `begin="${begin}"`))).toEqual(["3 1 malformed-timing-read"]);
  });

  it.each(["soon", "", "00:61:00", "1:61", "-1s", "wallclock(&quot;x&quot;)", "1 s", "5x"])(
    "cannot be read: %s",
    (begin) => {
      expect(repairs(`${p("Hi")}\n${p("x", `begin="${begin}"`)}`)).toEqual(["4 2 bad-timing-dropped"]);
      expect(repairs(`${p("Hi")}${p("x", `begin="1s" end="${begin}"`)}`)).toEqual(["3 2 bad-timing-dropped"]);
    },
  );

  it.each([
    ["begin and end", 'begin="1s" end="3s"', "1000-3000"],
    ["begin and dur", 'begin="1s" dur="3s"', "1000-4000"],
    ["all three, of which the shorter counts", 'begin="1s" dur="3s" end="2s"', "1000-2000"],
    ["an end alone", 'end="2s"', "0-2000"],
    ["a dur alone", 'dur="2s"', "0-2000"],
    ["a begin alone, to the next begin", 'begin="1s"', "1000-9000"],
  ])("are %s", (_, attributes, expected) => {
    expect(cues(p("x", attributes) + p("y", 'begin="9s" end="10s"'))[0]).toBe(`${expected} x`);
  });

  it("count from the begin of what stands around", () => {
    expect(cues(`<div begin="10s"><div begin="5s">${p("x")}</div>${p("y")}</div>${p("z")}`)).toEqual([
      "16000-17000 x",
      "11000-12000 y",
      "1000-2000 z",
    ]);
  });

  it("end with what stands around, but not before they begin", () => {
    expect(cues(`<div end="1.5s">${p("x")}${p("y", "")}${p("z", 'begin="3s" end="4s"')}</div>`)).toEqual([
      "1000-1500 x",
      "0-1500 y",
      "3000-3000 z",
    ]);
  });

  it("follow one another in a sequence", () => {
    const sequence = `<div timeContainer="seq" begin="10s">${p("x", 'dur="2s"')}${p("y", 'begin="1s" dur="2s"')}</div>`;
    expect(cues(sequence)).toEqual(["10000-12000 x", "13000-15000 y"]);
  });

  it("are those of spans where a paragraph has none", () => {
    const spans = '<span begin="1s" end="2s">a <span>b</span></span> <span begin="3s" end="4s">c</span>';
    expect(cues(`<p>${spans}</p>`)).toEqual(["1000-2000 a b", "3000-4000 c"]);
    expect(cues(p(spans, 'begin="5s" end="9s"'))).toEqual(["5000-9000 a b c"]);
    expect(repairs(`<p>lost ${spans}</p>`)).toEqual(["3 1 bad-timing-dropped"]);
    const kept = tt(`<div begin="1s" end="9s"><p>kept ${spans}</p></div>`);
    expect(readTranscript(kept, { repairs: [] }).cues[0]).toMatchObject({ endMs: 9000, text: "kept" });
  });

  it("must be there", () => {
    expect(() => read("<p>Hi</p>")).toThrow(TranscriptMalformed);
    expect(repairs(`${p("Hi")}<p begin="3s"/>`)).toEqual(["3 2 empty-cue-dropped"]);
  });
});

describe("the text of TTML", () => {
  it.each([
    ["one<br/>two<br></br>three", "one\ntwo\nthree"],
    ["<span tts:color='red'>a</span> <span>b</span>", "a b"],
    ["  one\n    two ", "one two"],
    ["<span xml:space='preserve'>a  b\n c</span>", "a  b\n c"],
    ["&lt;b&gt; &amp;amp; it&#39;s &#x1F44B;", "<b> &amp; it's 👋"],
    ["<![CDATA[a <b> &amp;]]>", "a <b> &amp;"],
    ["a<!-- <p> -->b", "ab"],
    ["a<metadata><ttm:desc>no</ttm:desc></metadata>b", "ab"],
    ["a <set begin='1s'/>b", "a b"],
  ])("loses its markup: %s", (text, expected) => {
    expect(cues(p(text))).toEqual([`1000-2000 ${expected}`]);
  });

  it.each(["a --> b", "I <3 you", "a < b & c", "{\\i1}", "]]>"])("may say %j", (text) => {
    expect(cues(p(text))).toEqual([`1000-2000 ${text}`]);
  });

  it("is read where end tags are missing or wrong", () => {
    expect(cues(`${p("a</i>b")}<div><p begin="3s" end="4s">c</div>lost<p begin="5s" end="6s">d`)).toEqual([
      "1000-2000 ab",
      "3000-4000 c",
      "5000-6000 d",
    ]);
  });
});

describe("the agents of TTML", () => {
  const agent = (id: string, ...names: string[]) =>
    `<ttm:agent xml:id="${id}" type="person">${names.join("")}</ttm:agent>`;
  const name = (text: string, type = "full") => `<ttm:name type="${type}">${text}</ttm:name>`;
  const head = `<metadata>${agent("a", name("Annie", "alias"), name("Ann &amp; Co"), name("Lee", "family"))}${agent("b", name("Bob", "given"))}${agent("c")}</metadata>`;

  it.each([
    ["by their full name", "a", "Ann & Co"],
    ["by another one", "b", "Bob"],
    ["together", "a b", "Ann & Co, Bob"],
    ["not without a name", "c", null],
    ["not where nobody describes them", "d", null],
  ])("speak, %s", (_, id, speaker) => {
    expect(read(p("Hi", `begin="1s" ttm:agent="${id}"`), "", head).cues).toMatchObject([
      { speaker, text: "Hi" },
    ]);
  });

  it("speak in all that is theirs, and take turns", () => {
    const body = `<div ttm:agent="a">${p("x")}${p('<span ttm:agent="b">y</span> z')}</div>`;
    expect(cues(body, "", head)).toEqual(["1000-2000 Ann & Co|x", "1000-2000 Bob|y", "1000-2000 Ann & Co|z"]);
  });
});
