import type { TutorialView } from "./tutorial-view.ts";

const LENGTH = 200;

/** The titles of the steps, as far as a preview shows them; no word is cut. */
export function describeTutorial({ steps, title }: TutorialView): string {
  const text = steps.map((step) => step.title).join(" · ") || title;
  if (text.length <= LENGTH) return text;
  const cut = text.lastIndexOf(" ", LENGTH - 1);
  return `${text.slice(0, cut > 0 ? cut : LENGTH - 1).toWellFormed()}…`;
}
