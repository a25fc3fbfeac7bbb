import * as z from "zod";
import type { DraftedStep } from "../../../../application/ports/drafter.ts";
import { quoteOf } from "../../../../domain/models/tutorial.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { multiLine } from "../../../../domain/value-objects/text.ts";
import { Title } from "../../../../domain/value-objects/title.ts";
import type { Answer } from "./chat.ts";
import type { Part } from "./parts.ts";
import { plainMarkdown } from "./plain-markdown.ts";
import type { Wanted } from "./prompt.ts";

/** What of an answer holds, and in words of our own what does not. */
export type Checked = { steps: DraftedStep[]; faults: string[] };

type Range = { firstCue: number; lastCue: number };

const AnsweredSteps = z.object({ steps: z.array(z.unknown()) });
const AnsweredStep = z.object({ title: z.string(), body: z.string(), citations: z.array(z.unknown()) });
const AnsweredRange = z.object({ firstCue: z.int(), lastCue: z.int() });
const Body = multiLine(limits.stepBodyLength);

/** Quoted words; a pair of marks around fewer words may well name a button. */
const QUOTATION = /"([^"\n]+)"|[“„«]([^“”„«»\n]+)[”“»]/gu;
const QUOTED_WORDS = 4;
const WEB_ADDRESS = /(?:\bhttps?:\/\/|\bftp:\/\/|\bmailto:|\bwww\.)[^\s<>"'`)\]]+/giu;

/**
 * Reads a model's answer for a part and keeps what holds. Of the model's own there are titles, bodies and numbers in
 * it; the faults hold none of its text.
 */
export function checkAnswer({ content, cutOff }: Answer, part: Part, wanted: Wanted): Checked {
  if (cutOff) return { steps: [], faults: ["The answer was longer than it may be."] };
  const answer = AnsweredSteps.safeParse(typeof content === "string" ? jsonIn(content) : content);
  if (!answer.success)
    return { steps: [], faults: ["The answer was not the JSON object that was asked for."] };
  const { steps: answered } = answer.data;
  const steps: DraftedStep[] = [];
  const faults: string[] = [];
  const said = { text: quoteOf(part.cues), words: wordsIn(quoteOf(part.cues)) };
  answered.slice(0, wanted.steps).forEach((step, at) => {
    const checked = checkStep(step, part, said);
    faults.push(...checked.faults.map((fault) => `Step ${at + 1} ${fault}.`));
    if (checked.step) steps.push(checked.step);
  });
  if (answered.length > wanted.steps) faults.push(`There were more than ${wanted.steps} steps.`);
  if (wanted.exactly && answered.length < wanted.steps) {
    faults.push(`There were fewer than ${wanted.steps} steps.`);
  }
  if (answered.length === 0) faults.push("There were no steps.");
  return { steps, faults };
}

/** The JSON of an answer: alone, or with thoughts, prose or a code fence around it. */
function jsonIn(text: string): unknown {
  const spoken = text.slice(text.lastIndexOf("</think>") + 1);
  const braced = spoken.slice(spoken.indexOf("{"), spoken.lastIndexOf("}") + 1);
  for (const candidate of [text, braced]) {
    try {
      return JSON.parse(candidate);
    } catch {}
  }
  return undefined;
}

function checkStep(
  answered: unknown,
  part: Part,
  said: { text: string; words: string },
): { step?: DraftedStep; faults: string[] } {
  const shape = AnsweredStep.safeParse(answered);
  if (!shape.success) return { faults: ["had not the fields that were asked for"] };
  const title = Title.safeParse(shape.data.title);
  if (!title.success)
    return { faults: [`had a title that is empty, over ${limits.titleLength} characters or not text`] };
  const source = Body.safeParse(shape.data.body);
  const body = Body.safeParse(plainMarkdown(source.data ?? ""));
  if (!source.success || !body.success || body.data === "") {
    return { faults: [`had a body that is empty, over ${limits.stepBodyLength} characters or not text`] };
  }
  const written = `${title.data}\n${source.data}`;
  if (addressesIn(written).some((address) => !said.text.includes(address))) {
    return { faults: ["had a web address that is not in the cues"] };
  }
  if (quotationsIn(written).some((words) => !said.words.includes(words))) {
    return { faults: ["had words between quotation marks that are not in the cues"] };
  }
  const { ranges, faults } = checkCitations(shape.data.citations, part);
  if (ranges.length === 0) return { faults: [...faults, "was left with no citation"] };
  return { step: { title: title.data, body: body.data, citations: ranges }, faults };
}

function checkCitations(answered: readonly unknown[], part: Part): { ranges: Range[]; faults: string[] } {
  const faults = new Set<string>();
  const known = answered.flatMap((citation) => {
    const { data } = AnsweredRange.safeParse(citation);
    if (
      data &&
      part.firstCue <= data.firstCue &&
      data.firstCue <= data.lastCue &&
      data.lastCue <= part.lastCue
    )
      return [data];
    faults.add("cited cues that are not among those of its part");
    return [];
  });
  const apart = joined(known);
  const quotable = apart.filter(({ firstCue, lastCue }) => {
    const cited = part.cues.slice(firstCue - part.firstCue, lastCue - part.firstCue + 1);
    return quoteOf(cited).length <= limits.quoteLength;
  });
  if (quotable.length < apart.length) faults.add("cited more cues at once than can be quoted");
  if (quotable.length > limits.citationsPerStep) {
    faults.add(`had more than ${limits.citationsPerStep} citations`);
  }
  return { ranges: quotable.slice(0, limits.citationsPerStep), faults: [...faults] };
}

/** In order and apart, so that a step quotes no cue twice. */
function joined(ranges: readonly Range[]): Range[] {
  const apart: Range[] = [];
  for (const { firstCue, lastCue } of ranges.toSorted((a, b) => a.firstCue - b.firstCue)) {
    const last = apart.at(-1);
    if (last && firstCue <= last.lastCue) last.lastCue = Math.max(last.lastCue, lastCue);
    else apart.push({ firstCue, lastCue });
  }
  return apart;
}

function addressesIn(text: string): string[] {
  return (text.match(WEB_ADDRESS) ?? []).map((address) => address.replace(/[.,;:!?]$/, ""));
}

function quotationsIn(text: string): string[] {
  return [...text.matchAll(QUOTATION)]
    .map(([, straight, curly]) => wordsIn(straight ?? curly ?? ""))
    .filter((words) => words.split(" ").length >= QUOTED_WORDS + 2);
}

/** The words alone, each between single spaces: marks, capitals and compatibility forms make no difference. */
function wordsIn(text: string): string {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return ` ${words.join(" ")} `;
}
