import { createTwoFilesPatch } from "diff";
import type { TutorialRevision } from "../../../domain/models/tutorial-revision.ts";
import { renderTutorialMarkdown } from "./tutorial-markdown.ts";

/** Edits that are looked for before two texts are held to have nothing in common. */
const MOST_EDITS = 2_000;
const CONTEXT_LINES = 3;

/** What differs between two revisions, for people: a unified diff of their Markdown. Empty where nothing does. */
export function renderRevisionPatch(before: TutorialRevision, after: TutorialRevision): string {
  const texts = [before, after].map((revision) =>
    renderTutorialMarkdown(
      { ...revision, status: "draft", publishedAt: null, updatedAt: revision.createdAt },
      { url: null },
    ),
  );
  const [old = "", changed = ""] = texts;
  const names = [`revision ${before.version}`, `revision ${after.version}`] as const;
  const patch = createTwoFilesPatch(...names, old, changed, undefined, undefined, {
    context: CONTEXT_LINES,
    maxEditLength: MOST_EDITS,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
  return patch ?? replacement(names, old, changed);
}

/** All the lines of one text taken out, and all of the other put in. */
function replacement(names: readonly [string, string], old: string, changed: string): string {
  const [gone, come] = [old, changed].map((text) => text.trimEnd().split("\n"));
  if (!gone || !come) return "";
  return [
    `--- ${names[0]}`,
    `+++ ${names[1]}`,
    `@@ -1,${gone.length} +1,${come.length} @@`,
    ...gone.map((line) => `-${line}`),
    ...come.map((line) => `+${line}`),
    "",
  ].join("\n");
}
