import type { Draft, DraftedStep, Drafter, DraftingSource } from "../../../../application/ports/drafter.ts";
import type { LlmConfiguration } from "../../../../domain/config/configuration.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { type Checked, checkAnswer } from "./answer.ts";
import { type Chat, ModelFailure, startChat, type Wait } from "./chat.ts";
import { type Part, partsOf, sharesOf } from "./parts.ts";
import { answerSchema, messagesFor, type Wanted } from "./prompt.ts";

/** Parts of one draft, and requests at one time: a Worker may have six connections open. */
const MOST_PARTS = 20;
const AT_ONCE = 5;
const FAULTS_TOLD = 5;

/** A part as the model made it, or why it made none of it. */
type Outcome = Checked | { failure: string };

/**
 * Drafts tutorials with a language model behind an OpenAI-compatible endpoint. What the model may decide are titles,
 * bodies and numbers of cues; each is checked, and what cannot be had from it comes from `extractive`. Never fails for
 * the model's sake. The method is in docs/llm-drafting.md.
 */
export function createLlmDrafter(
  configuration: LlmConfiguration,
  extractive: Drafter,
  wait: Wait = untilPassed,
): Drafter {
  async function draft(source: DraftingSource, options: { steps?: number }): Promise<Draft> {
    const asked = options.steps;
    const parts = partsOf(source.cues, Math.min(asked ?? MOST_PARTS, MOST_PARTS));
    if (parts === undefined) return draftWithout("the transcript is too long for it");
    const shares = sharesOf(Math.min(asked ?? limits.draftedSteps, limits.draftedSteps), parts);
    const wanted = (at: number): Wanted => ({ steps: shares[at] ?? 1, exactly: asked !== undefined });

    const chat = stoppingAtLastingFailure(startChat(configuration, answerSchema, wait));
    const outcomes = await inTurns(parts, (part, at) => outcomeOf(chat, source, part, wanted(at)));
    const [first] = outcomes;
    if (first && "failure" in first && outcomes.every((outcome) => "failure" in outcome)) {
      return draftWithout(first.failure);
    }
    const drafts = await Promise.all(
      outcomes.map((outcome, at) => {
        const part = parts[at];
        if (part === undefined) return { steps: [], notes: [] };
        return "failure" in outcome
          ? draftPartWithout(outcome.failure, source, part, wanted(at))
          : { steps: outcome.steps, notes: notesOf(part, outcome.faults) };
      }),
    );
    return { steps: drafts.flatMap(({ steps }) => steps), notes: drafts.flatMap(({ notes }) => notes) };

    async function draftWithout(reason: string): Promise<Draft> {
      const { steps, notes } = await extractive.draft(source, options);
      const note = `The steps were taken from the transcript's own sentences, for the model could not be used: ${reason}.`;
      return { steps, notes: [note, ...notes] };
    }
  }

  async function draftPartWithout(
    reason: string,
    source: DraftingSource,
    part: Part,
    { steps: share, exactly }: Wanted,
  ): Promise<Draft> {
    const cues = part.cues.map((cue, at) => ({ ...cue, position: at + 1 }));
    const ofPart = { ...source, cues };
    const usual = await extractive.draft(ofPart, exactly ? { steps: share } : {});
    const { steps, notes } =
      usual.steps.length > share ? await extractive.draft(ofPart, { steps: share }) : usual;
    const note = `${nameOf(part)}: the steps were taken from the transcript's own sentences, for the model could not be used: ${reason}.`;
    return { steps: steps.map((step) => moved(step, part.firstCue - 1)), notes: [note, ...notes] };
  }

  return { draft };
}

/** Asks for a part; once more where the answer has faults, and takes the better answer. */
async function outcomeOf(chat: Chat, source: DraftingSource, part: Part, wanted: Wanted): Promise<Outcome> {
  let best: Checked | undefined;
  try {
    for (let time = 1; time <= 2; time++) {
      const messages = messagesFor(source, part, wanted, best?.faults.slice(0, FAULTS_TOLD));
      const checked = checkAnswer(await chat.ask(messages), part, wanted);
      if (best === undefined || isBetter(checked, best)) best = checked;
      if (best.faults.length === 0) break;
    }
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    if (!best || best.steps.length === 0) return { failure: error.message };
  }
  return best && best.steps.length > 0 ? best : { failure: "its answers did not hold" };
}

/** More steps that hold rather than fewer faults. */
function isBetter(one: Checked, other: Checked): boolean {
  return one.steps.length === other.steps.length
    ? one.faults.length < other.faults.length
    : one.steps.length > other.steps.length;
}

/** Once it is known that no request will succeed, none is made. */
function stoppingAtLastingFailure(chat: Chat): Chat {
  let known: ModelFailure | undefined;
  return {
    async ask(messages) {
      if (known) throw known;
      try {
        return await chat.ask(messages);
      } catch (error) {
        if (error instanceof ModelFailure && error.lasting) known = error;
        throw error;
      }
    },
  };
}

/** Does the same with each item, with a few at a time; the results are in the items' order. */
async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item, at: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [at, item] of queue) results[at] = await work(item, at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

function notesOf(part: Part, faults: readonly string[]): string[] {
  if (faults.length === 0) return [];
  const more = faults.length - FAULTS_TOLD;
  const told = [...faults.slice(0, FAULTS_TOLD), ...(more > 0 ? [`And ${more} more.`] : [])];
  return [
    `${nameOf(part)}: not all of the model's answer held, and the rest was left out. ${told.join(" ")}`,
  ];
}

const nameOf = ({ firstCue, lastCue }: Part) => `Cues ${firstCue} to ${lastCue}`;

function moved({ citations, ...step }: DraftedStep, by: number): DraftedStep {
  return {
    ...step,
    citations: citations.map(({ firstCue, lastCue }) => ({ firstCue: firstCue + by, lastCue: lastCue + by })),
  };
}

function untilPassed(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
