import * as z from "zod";
import type { LlmConfiguration } from "../../../../domain/config/configuration.ts";
import type { Message } from "./prompt.ts";

/** What a model has answered: mostly text; Workers AI gives JSON that is parsed already. */
export type Answer = { content: unknown; cutOff: boolean };

export type Chat = {
  /** @throws ModelFailure */
  ask(messages: readonly Message[]): Promise<Answer>;
};

/** Resolves after so many milliseconds, or when the signal is aborted. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Why the endpoint gave no answer, as a clause for readers: nothing of what was sent or came back is in it. */
export class ModelFailure extends Error {
  /** Whether asking for something else would fail likewise. */
  readonly lasting: boolean;

  constructor(message: string, { lasting = false } = {}) {
    super(message);
    this.name = "ModelFailure";
    this.lasting = lasting;
  }
}

const REPLY_BYTES = 1024 * 1024;
const REFUSAL_BYTES = 64 * 1024;
/** Workers AI would stop after 256 where it is not told. */
const ANSWER_TOKENS = 8192;
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

const Completion = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.unknown() }), finish_reason: z.string().nullish() }))
    .min(1),
});
const TextParts = z.array(z.object({ text: z.string() }));

/**
 * Talks to an OpenAI-compatible endpoint (`POST {base}/chat/completions`) until the configured time is over, counted
 * from now. Parameters that the server does not know, by its own word, are left out from then on.
 */
export function startChat(
  { baseUrl, apiKey, model, timeoutMs }: LlmConfiguration,
  answerSchema: unknown,
  wait: Wait,
): Chat {
  const deadline = AbortSignal.timeout(timeoutMs);
  const options = new Map<string, unknown>([
    ["temperature", 0],
    ["max_tokens", ANSWER_TOKENS],
    [
      "response_format",
      { type: "json_schema", json_schema: { name: "tutorial", strict: true, schema: answerSchema } },
    ],
  ]);

  async function ask(messages: readonly Message[]): Promise<Answer> {
    try {
      return await answered(messages);
    } catch (error) {
      if (deadline.aborted) throw new ModelFailure("it did not answer in time", { lasting: true });
      if (error instanceof ModelFailure) throw error;
      // What the runtime says of it may name addresses.
      throw new ModelFailure("the connection failed");
    }
  }

  async function answered(messages: readonly Message[]): Promise<Answer> {
    for (let hasWaited = false; ; ) {
      const sent = [...options];
      const response = await post({ model, messages, ...Object.fromEntries(sent) });
      if (response?.ok) return answerOf(await textOf(response, REPLY_BYTES));
      const status = response?.status;
      if (response && (status === 400 || status === 422)) {
        const complaint = await textOf(response, REFUSAL_BYTES);
        const unknown = sent.filter(([name]) => isNamed(name, complaint));
        for (const [name] of unknown) options.delete(name);
        if (unknown.length > 0) continue;
      }
      const pause = pauseOf(response);
      await response?.body?.cancel().catch(() => {});
      if (pause === undefined || hasWaited) throw refusal(status);
      hasWaited = true;
      await wait(pause, deadline);
    }
  }

  /** Undefined where the connection fails, as one that was kept open for too long may. */
  async function post(request: unknown): Promise<Response | undefined> {
    try {
      return await fetch(addressOf(baseUrl), {
        method: "POST",
        // workerd knows no "error"; with "manual" a redirect is a reply like others, or an opaque one.
        redirect: "manual",
        signal: deadline,
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          ...(apiKey !== "" && { Authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify(request),
      });
    } catch (error) {
      if (deadline.aborted) throw error;
      return undefined;
    }
  }

  return { ask };
}

/** The base may have a query, as Azure's has. */
function addressOf(baseUrl: string): URL {
  const address = new URL(baseUrl);
  address.pathname = `${address.pathname.replace(/\/$/, "")}/chat/completions`;
  return address;
}

function isNamed(parameter: string, complaint: string): boolean {
  if (complaint.includes(parameter)) return true;
  return parameter === "response_format" && /json[ _]?(?:schema|mode)/i.test(complaint);
}

/** Milliseconds to wait, or as many as the server asks for (RFC 9110, section 10.2.3), where waiting may help. */
function pauseOf(response: Response | undefined): number | undefined {
  if (response === undefined) return PAUSE_MS;
  if (response.status !== 429 && response.status < 500) return undefined;
  const asked = response.headers.get("Retry-After") ?? "";
  const pause = /^\d{1,9}$/.test(asked) ? Number(asked) * 1000 : PAUSE_MS;
  return pause <= LONGEST_PAUSE_MS ? pause : undefined;
}

function refusal(status: number | undefined): ModelFailure {
  if (status === undefined) return new ModelFailure("the connection failed");
  // Fetch hides the status of a redirect that is not followed, workerd shows it.
  if (status < 400) return new ModelFailure("it answered with a redirect", { lasting: true });
  return new ModelFailure(`it answered with status ${status}`, { lasting: [401, 403, 404].includes(status) });
}

/** Reads no more than `most` bytes. */
async function textOf(response: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > most) {
      await reader?.cancel().catch(() => {});
      throw new ModelFailure("its answer was too large");
    }
    text += decoder.decode(value, { stream: true });
  }
}

function answerOf(text: string): Answer {
  const [choice] = Completion.safeParse(parsed(text)).data?.choices ?? [];
  if (choice === undefined) throw new ModelFailure("its reply was no chat completion");
  const { content } = choice.message;
  const parts = TextParts.safeParse(content).data;
  return {
    content: parts ? parts.map((part) => part.text).join("") : content,
    cutOff: choice.finish_reason === "length",
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
