import { expect, it } from "vitest";
import { TranscriptNotFound } from "../../src/domain/exceptions/transcript.ts";
import type {
  SearchFilter,
  SearchFind,
  SearchPosition,
} from "../../src/domain/repositories/search-repository.ts";
import { TranscriptId } from "../../src/domain/value-objects/ids.ts";
import { LanguageTag } from "../../src/domain/value-objects/language-tag.ts";
import { parseSearchQuery } from "../../src/domain/value-objects/search-query.ts";
import { Title } from "../../src/domain/value-objects/title.ts";
import { cuesOf } from "../support/fixtures.ts";
import { type Caller, ids, registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someSteps, someTranscript, someTutorial } from "./support/samples.ts";

contract("the search repository", (world) => {
  /** A caller who owns a transcript that says this. */
  async function callerWith(...texts: string[]) {
    const caller = await registerCaller(world());
    return { ...caller, transcript: await add(caller, texts) };
  }

  async function add({ transcripts }: Pick<Caller, "transcripts">, texts: string[], language?: string) {
    const cues = cuesOf(...texts).map((cue, at) => ({ ...cue, speaker: at % 2 === 0 ? "Ada" : null }));
    const tag = language === undefined ? null : LanguageTag.parse(language);
    return { ...(await transcripts.add({ ...someTranscript(cues), language: tag }, cues, "WEBVTT")), cues };
  }

  const find = async ({ search }: Pick<Caller, "search">, query: string, filter: SearchFilter = {}) =>
    (await inOneCall(world(), () => search.find(parseSearchQuery(query), filter, { limit: 50 }))).items;
  const places = (finds: SearchFind[]) =>
    finds.map((found) => (found.kind === "cue" ? found.position : found.step.title)).sort();

  it("finds a cue with its time, speaker and transcript, and marks what was looked for", async () => {
    const caller = await callerWith("Open the Terminal.", "Then wait.");
    const { transcript } = caller;
    const [found, ...others] = await find(caller, "terminal");
    expect(others).toEqual([]);
    expect(found).toEqual({
      kind: "cue",
      transcript: { id: transcript.id, title: transcript.title },
      position: 1,
      startMs: 0,
      endMs: 2_000,
      speaker: "Ada",
      rank: expect.any(Number),
      snippet: [
        { text: "Open the ", isMatch: false },
        { text: "Terminal", isMatch: true },
        { text: ". Then wait.", isMatch: false },
      ],
    });
  });

  it.each([
    ["every word, wherever it stands in a cue and the next", "line open", [1, 2]],
    ["a phrase to the letter", '"the command line"', [2]],
    ["a phrase that runs on into the next cue", '"and wait for it"', [3]],
    ["words of two cues in a row, at the first", "wait answer", [3]],
    ["no phrase in another order", '"line command"', []],
    ["what words begin with", "comm*", [2]],
    ["no word by its beginning, unless asked", "comm", []],
    ["nothing that has what is left out", "the -command", [4]],
    ["nothing that has the phrase that is left out", 'open -"command line"', [1]],
    ["a name with a point by its parts", "toml", [5]],
    ["a name with a point as it is written", "wrangler.toml", [5]],
    ["what the apostrophe stands in", "don’t", [6]],
    ["whatever the case, of all letters", "NAÏVE café", [6]],
    ["nothing for punctuation", "!?", []],
  ])("finds %s", async (_, query, expected) => {
    const caller = await callerWith(
      "Open a browser.",
      "Now open the command line",
      "and wait",
      "for it to answer the question.",
      "Edit wrangler.toml by hand",
      "I don’t like naïve Café tests",
    );
    expect(places(await find(caller, query))).toEqual(expected);
  });

  it.each([
    ["ja", ["端末を開いてください。", "次にコマンドを入力します。"], "端末", [1]],
    ["ja", ["端末を開いてください。", "次にコマンドを入力します。"], "コマンド入力", []],
    ["ja", ["端末を開いてください。", "次にコマンドを入力します。"], "コマンド 入力", [2]],
    ["zh-Hans", ["打开终端窗口", "输入命令"], "终端", [1]],
    ["th", ["เปิดเทอร์มินัล", "พิมพ์คำสั่ง"], "คำสั่ง", [2]],
    ["ko", ["터미널을 엽니다", "명령을 입력"], "명령*", [2]],
    ["sw", ["Fungua dirisha", "Andika amri"], "amri", [2]],
  ])("finds words of %s, which nobody stems: %j by %s", async (language, texts, query, expected) => {
    const caller = await registerCaller(world());
    await add(caller, texts, language);
    expect(places(await find(caller, query))).toEqual(expected);
  });

  it("finds steps by their title and body, with the time of what they cite", async () => {
    const caller = await callerWith("One.", "Two.", "Three.");
    const { transcript, tutorials } = caller;
    const [first, second] = someSteps(transcript.cues, 2);
    const steps = [
      { ...first!, title: Title.parse("Install the tool"), body: "Run `npm install`." },
      { ...second!, title: Title.parse("Log in"), body: "With your *account*.", citations: [] },
    ];
    const tutorial = await tutorials.add(someTutorial(transcript, steps), transcript);
    const [found] = await find(caller, "install");
    expect(found).toMatchObject({
      kind: "step",
      tutorial: { id: tutorial.id, title: tutorial.title },
      step: { id: first?.id, title: "Install the tool" },
      transcript: { id: transcript.id },
      startMs: 0,
    });
    expect(await find(caller, "account")).toMatchObject([
      { step: { title: "Log in" }, startMs: null, endMs: null },
    ]);
    await tutorials.edit(tutorial.id, { steps: [] }, { at: new Date() });
    expect(await find(caller, "install")).toEqual([]);
  });

  it("looks only where it is told to", async () => {
    const caller = await callerWith("Press the button.", "Press it again.");
    const other = await add(caller, ["Press another one."]);
    const { transcript, tutorials } = caller;
    const [step] = someSteps(transcript.cues, 1);
    await tutorials.add(
      someTutorial(transcript, [{ ...step!, title: Title.parse("Press twice"), citations: [] }]),
      transcript,
    );
    expect(places(await find(caller, "press"))).toEqual([1, 1, 2, "Press twice"]);
    expect(places(await find(caller, "press", { kind: "step" }))).toEqual(["Press twice"]);
    expect(places(await find(caller, "press", { kind: "cue", transcriptId: transcript.id }))).toEqual([1, 2]);
    expect(places(await find(caller, "press", { transcriptId: other.id }))).toEqual([1]);
    expect(places(await find(caller, "press", { speaker: "aDA" }))).toEqual([1, 1]);
    expect(await find(caller, "press", { speaker: "Grace" })).toEqual([]);
    const nowhere = { transcriptId: TranscriptId.parse(ids.next()) };
    await expect(find(caller, "press", nowhere)).rejects.toThrow(TranscriptNotFound);
  });

  it("finds nothing that is deleted, and nothing of anybody else", async () => {
    const ada = await callerWith("A secret recipe.");
    const eve = await callerWith("Nothing to see.");
    expect(await find(eve, "recipe")).toEqual([]);
    await expect(find(eve, "see", { transcriptId: ada.transcript.id })).rejects.toThrow(TranscriptNotFound);
    expect(await find(ada, "recipe")).toHaveLength(1);
    await ada.transcripts.remove(ada.transcript.id);
    expect(await find(ada, "recipe")).toEqual([]);
  });

  it("gives all finds in pages, each once, the best first", async () => {
    const caller = await callerWith(
      ...Array.from({ length: 23 }, (_, at) => `${"again ".repeat((at % 5) + 1)}and more.`),
    );
    const seen: SearchFind[] = [];
    let after: SearchPosition | null | undefined;
    while (after !== null) {
      const page = { limit: 5, after };
      const { items, next } = await inOneCall(world(), () =>
        caller.search.find(parseSearchQuery("again"), {}, page),
      );
      seen.push(...items);
      after = next;
    }
    expect(
      places(seen)
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 23 }, (_, at) => at + 1));
    const ranks = seen.map(({ rank }) => rank);
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  });
});
