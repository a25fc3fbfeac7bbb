import { expect, test } from "vitest";
import { renderTutorialText } from "../../../../src/interface/http/presentation/tutorial-text.ts";
import { viewOf } from "./views.ts";

const url = "https://cueprint.example/t/make-coffee-1a2b";

test("a tutorial as plain text has its steps, what they cite, and where to hear it", () => {
  const tutorial = viewOf({
    updatedAt: new Date("2026-03-09T00:00:00Z"),
    mediaUrl: "https://youtu.be/abc",
    steps: [{ quotes: ["boil some water", "in a\nkettle"] }, { title: "Pour it", body: "- slowly" }],
  });
  expect(renderTutorialText(tutorial, { url })).toBe(`Make coffee

Published 4 March 2026, updated 9 March 2026
https://cueprint.example/t/make-coffee-1a2b
Recording: https://youtu.be/abc


1. Boil water

Fill the kettle.

    “boil some water”
    0:00–0:02
    https://youtu.be/abc?t=0s

    “in a
    kettle”
    0:02–0:04
    https://youtu.be/abc?t=2s


2. Pour it

- slowly

    “boil some water”
    0:00–0:02
    https://youtu.be/abc?t=0s
`);
});

test("a draft as plain text says that it is one, and of its citations whether they hold", () => {
  const draft = viewOf({ status: "draft", steps: [{ body: "", state: "missing" }] });
  expect(renderTutorialText(draft, { url: null })).toBe(`Make coffee

Draft, not published


1. Boil water

    “boil some water”
    0:00–0:02 (missing)
`);
});
