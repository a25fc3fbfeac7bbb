import { describe, expect, it } from "vitest";
import { podcastingJson } from "../../../../../src/domain/transcript-formats/json/podcasting-json.ts";
import { said } from "./said.ts";
import { sampleOf } from "./samples.ts";

const read = (...segments: unknown[]) => said(podcastingJson, { version: "1.0.0", segments });
/** Two captions, so that what stands between them is no word among words. */
const first = { startTime: 0, endTime: 1, body: "Open the door." };
const last = { startTime: 9, endTime: 10, body: "Close the door." };
const between = (segment: unknown) => read(first, segment, last)[1];

describe("Podcasting 2.0 JSON", () => {
  it("reads captions", () => {
    expect(said(podcastingJson, sampleOf("podcasting-json", "captions"))).toEqual([
      "500-2250 Ann|Open the terminal.",
      "2250-4000 Bob|Which one do you mean?",
    ]);
  });

  it("groups words", () => {
    expect(said(podcastingJson, sampleOf("podcasting-json", "words"))).toEqual(["500-1000 -|Save it."]);
  });

  it("needs no version", () => {
    expect(podcastingJson.recognises({ segments: [first] })).toBe(true);
    expect(podcastingJson.recognises({ segments: [null, { startTime: 0 }] })).toBe(true);
    expect(podcastingJson.recognises({ segments: [{ body: "Hi." }] })).toBe(true);
    expect(said(podcastingJson, { segments: [first] })).toEqual(["0-1000 -|Open the door."]);
  });

  it.each([
    ["in whole seconds", 3, 4, "3000-4000"],
    ["rounded to the nearest millisecond", 3.0004, 3.9996, "3000-4000"],
    ["written as strings", "3.5", "4", "3500-4000"],
    ["that run backwards, which are mended later", 4, 3, "4000-3000"],
    ["of minus zero", -0, 1, "0-1000"],
  ])("reads times %s", (_, startTime, endTime, expected) => {
    expect(between({ startTime, endTime, body: "Hi there." })).toBe(`${expected} -|Hi there.`);
  });

  it.each([-1, Number.NaN, JSON.parse("1e999"), 1e306, "", "1e3", "-1", "0:03", true, [3], { s: 3 }])(
    "does not take %j for a time, and keeps the other cues",
    (time) => {
      const lost = ["0-1000 -|Open the door.", "? -|Hi there.", "9000-10000 -|Close the door."];
      expect(read(first, { startTime: time, endTime: 4, body: "Hi there." }, last)).toEqual(lost);
      expect(read(first, { startTime: 3, endTime: time, body: "Hi there." }, last)).toEqual(lost);
    },
  );

  it("ends a segment without an end where the next one starts, and the last one where it starts itself", () => {
    expect(between({ startTime: 3, body: "Hi there." })).toBe("3000-9000 -|Hi there.");
    expect(between({ startTime: 3, endTime: null, body: "Hi there." })).toBe("3000-9000 -|Hi there.");
    expect(read(first, { startTime: 3, body: "Hi there." })[1]).toBe("3000-3000 -|Hi there.");
    expect(read(first, { startTime: 3, body: "Hi there." }, null)[1]).toBe("3000-3000 -|Hi there.");
  });

  it("trims texts and names, and takes nothing else out", () => {
    expect(between({ startTime: 3, endTime: 4, body: " <b>Q&amp;A</b>\r\nnow\n", speaker: " Ann " })).toBe(
      "3000-4000 Ann|<b>Q&amp;A</b>\nnow",
    );
  });

  it("makes well-formed text of halves of characters", () => {
    expect(between({ startTime: 3, endTime: 4, body: "Hi \ud83d there" })).toBe(
      "3000-4000 -|Hi \ufffd there",
    );
  });

  it.each([null, 5, "Hi", [], {}])("keeps the place of a segment that is %j", (segment) => {
    expect(between(segment)).toBe("? -|");
  });

  it.each([5, null, "", " ", { name: "Ann" }])("takes the speaker %j for nobody", (speaker) => {
    expect(between({ startTime: 3, endTime: 4, body: "Hi there.", speaker })).toBe("3000-4000 -|Hi there.");
  });

  it("has no text where the body is none", () => {
    expect(between({ startTime: 3, endTime: 4, body: ["Hi"] })).toBe("3000-4000 -|");
  });
});
