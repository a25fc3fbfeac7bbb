import type { Cue } from "../value-objects/cue.ts";
import type { LanguageTag } from "../value-objects/language-tag.ts";
import { type Passage, sentencesOf } from "./sentences.ts";
import { spaceBetween } from "./unspaced-scripts.ts";

/** Silence, in milliseconds, behind which somebody begins anew. */
const PAUSE_MS = 2000;
/** Characters after which a paragraph ends with its sentence. */
const LENGTH = 600;

/** Joins sentences to paragraphs, which end where the speaker changes, at a pause, and when they are long enough. */
export function paragraphsOf(cues: readonly Cue[], language: LanguageTag | null): Passage[] {
  const paragraphs: Passage[] = [];
  let sentences: Passage[] = [];
  let length = 0;
  for (const sentence of sentencesOf(cues, language)) {
    const last = sentences.at(-1);
    if (last && (length >= LENGTH || beginsAnother(last, sentence))) {
      paragraphs.push(joined(sentences));
      sentences = [];
      length = 0;
    }
    sentences.push(sentence);
    length += sentence.text.length;
  }
  if (sentences.length > 0) paragraphs.push(joined(sentences));
  return paragraphs;
}

function beginsAnother(last: Passage, next: Passage): boolean {
  if (next.speaker !== last.speaker || next.startMs < last.startMs) return true;
  return next.startMs - last.endMs >= PAUSE_MS;
}

function joined(sentences: readonly Passage[]): Passage {
  const [first, ...others] = sentences;
  const last = sentences.at(-1);
  if (!first || !last) throw new RangeError("A paragraph has at least one sentence.");
  const texts = [first.text];
  let before = first;
  for (const sentence of others) {
    texts.push(spaceBetween(before.text, sentence.text), sentence.text);
    before = sentence;
  }
  const endMs = sentences.reduce((latest, sentence) => Math.max(latest, sentence.endMs), 0);
  return { ...first, text: texts.join(""), endMs, lastCue: last.lastCue };
}
