import { describe, expect, it } from "vitest";
import { youtubeJson3 } from "../../../../../src/domain/transcript-formats/json/youtube-json3.ts";
import { said } from "./said.ts";
import { sampleOf } from "./samples.ts";

const read = (...events: unknown[]) => said(youtubeJson3, { wireMagic: "pb3", events });
const event = (tStartMs: unknown, dDurationMs: unknown, utf8: unknown, rest = {}) => ({
  tStartMs,
  dDurationMs,
  segs: [{ utf8, ...rest }],
});

describe("YouTube's json3", () => {
  it("ends an automatic caption where the next one starts", () => {
    expect(said(youtubeJson3, sampleOf("youtube-json3", "automatic captions"))).toEqual([
      "40-2000 -|open the",
      "2000-5000 -|terminal",
    ]);
  });

  it("ends captions that people wrote where they say", () => {
    expect(said(youtubeJson3, sampleOf("youtube-json3", "captions that people wrote"))).toEqual([
      "100-2100 -|Open the\nterminal.",
      "1900-2900 -|(Keys clatter)",
    ]);
  });

  it.each([
    ["a line end that scrolls", { aAppend: 1, segs: [{ utf8: "\n" }] }, {}],
    ["how sure it is", {}, { acAsrConf: 0 }],
    ["when words are said", {}, { tOffsetMs: 0 }],
  ])("knows automatic captions by %s", (_, extra, seg) => {
    expect(read(event(0, 5000, "open", seg), event(1000, 5000, "it"), extra)).toEqual([
      "0-1000 -|open",
      "1000-6000 -|it",
    ]);
  });

  it("does not end an automatic caption later than it says, nor before it starts", () => {
    const seg = { acAsrConf: 0 };
    expect(
      read(event(2000, 500, "a", seg), event(4000, 500, "b"), event(4000, 900, "c"), event(1000, 500, "d")),
    ).toEqual(["2000-2500 -|a", "4000-4500 -|b", "4000-4900 -|c", "1000-1500 -|d"]);
  });

  it("passes over windows and blank events", () => {
    expect(
      read(
        { tStartMs: 0, dDurationMs: 9, id: 1 },
        event(0, 9, "\n"),
        event(0, 9, "a"),
        { tStartMs: 1, segs: [] },
        null,
        7,
        { segs: "x" },
        { segs: [null, { utf8: 5 }] },
      ),
    ).toEqual(["0-9 -|a"]);
  });

  it("reads an appended event that says something", () => {
    expect(read(event(0, 9, "a"), { ...event(5, 9, "b"), aAppend: 1 })).toEqual(["0-5 -|a", "5-14 -|b"]);
  });

  it("reads numbers that are strings", () => {
    expect(read(event("100", "50", "a"))).toEqual(["100-150 -|a"]);
  });

  it.each([-1, null, "x", Number.POSITIVE_INFINITY, undefined])(
    "keeps the others where a time is %j",
    (time) => {
      expect(read(event(0, 9, "a"), event(time, 9, "b"), event(20, time, "c"), event(30, 9, "d"))).toEqual([
        "0-9 -|a",
        "? -|b",
        "? -|c",
        "30-39 -|d",
      ]);
    },
  );

  it("is recognised by its magic or its times", () => {
    expect(youtubeJson3.recognises({ wireMagic: "pb3", events: [] })).toBe(true);
    expect(youtubeJson3.recognises({ events: [event(0, 9, "a")] })).toBe(true);
    expect(youtubeJson3.recognises({ events: [{ name: "Concert" }] })).toBe(false);
  });
});
