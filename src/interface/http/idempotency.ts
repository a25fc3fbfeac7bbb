import type { Context } from "hono";
import { IdempotentReplay } from "../../domain/exceptions/idempotency.ts";
import type { AttemptOf } from "../../domain/repositories/attempt.ts";
import { sha256, sha256Hex } from "../../domain/value-objects/sha256.ts";
import type { AppEnvironment } from "./app-environment.ts";
import type { RequestHeader } from "./endpoint.ts";
import { requestInvalid } from "./problems/http-exceptions.ts";

const HEADER = "Idempotency-Key";
const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/;

export const idempotencyKeyHeader: RequestHeader = {
  name: HEADER,
  required: false,
  description:
    "A value of your own for this creation, such as a random UUID. The same request with the same key is made once, however often it is sent, and is answered the same for 24 hours at least; another request with that key is refused.",
};

export const idempotentReplayHeader = {
  "Idempotent-Replayed": "`true` where the creation was made by an earlier request of the same key",
};

/** A reply with a secret belongs in no cache. */
export const NO_STORE = { "Cache-Control": "no-store" };

/** What a creation is answered with. */
type Reply = { body: unknown; headers: Record<string, string> };

/**
 * Answers 201 for a creation that is made once for each Idempotency-Key. `present` tells the reply for what is created,
 * before it is stored: so both are recorded in one transaction, and a repeated request costs no call of its own.
 *
 * @throws IdempotencyKeyReused
 */
export async function createOnce<Created>(
  c: Context<AppEnvironment>,
  present: (created: Created) => Reply,
  create: (attemptOf?: AttemptOf<Created>) => Promise<Created>,
): Promise<Response> {
  const key = c.req.header(HEADER);
  if (key === undefined) return created(c, present(await create()));
  if (!KEY_SHAPE.test(key)) {
    throw requestInvalid([
      {
        pointer: `header/${HEADER}`,
        code: "invalid_format",
        message: "must be 1 to 255 visible ASCII characters",
      },
    ]);
  }
  const caller = c.get("caller");
  const seal = await sealOf(`${key} ${caller?.secret ?? ""} ${caller?.name ?? ""}`);
  try {
    const stored = await create(async (about) => ({
      keyDigest: await sha256Hex(key),
      fingerprint: await fingerprintOf(c, caller?.name ?? ""),
      reply: await seal.close(JSON.stringify(present(about))),
    }));
    return created(c, present(stored));
  } catch (error) {
    if (!(error instanceof IdempotentReplay)) throw error;
    c.header("Idempotent-Replayed", "true");
    return created(c, JSON.parse(await seal.open(error.reply)));
  }
}

function created(c: Context, { body, headers }: Reply): Response {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return c.json(body as object, 201);
}

/** Two requests are the same when their caller, address, media type and body are. */
async function fingerprintOf(c: Context, caller: string): Promise<string> {
  const { pathname, search } = new URL(c.req.url);
  const body = new Uint8Array(await crypto.subtle.digest("SHA-256", await c.req.arrayBuffer()));
  return sha256Hex([caller, c.req.method, pathname, search, c.req.header("Content-Type"), body].join("\n"));
}

/**
 * Seals replies with AES-GCM under a key that only the caller can name again: a reply may hold the secret of an API
 * key, and of those the database keeps digests alone.
 */
async function sealOf(secret: string) {
  const bytes = new Uint8Array(await sha256(`cueprint idempotent reply ${secret}`));
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return {
    async close(text: string): Promise<string> {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt(
        { name: "AES-GCM", iv },
        key,
        new TextEncoder().encode(text),
      );
      return `${base64(iv)}.${base64(new Uint8Array(sealed))}`;
    },
    async open(sealed: string): Promise<string> {
      const [iv = "", text = ""] = sealed.split(".");
      const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytesOf(iv) }, key, bytesOf(text));
      return new TextDecoder().decode(opened);
    },
  };
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

function bytesOf(base64: string) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
