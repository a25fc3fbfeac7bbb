import type { Context } from "hono";
import type * as z from "zod";
import { bodyMalformed, mediaTypeUnsupported } from "./problems/http-exceptions.ts";
import { validate } from "./validation.ts";

/** What an operation takes as its body: how it is documented, and how it is read. */
export type RequestBody<Value> = {
  content: Record<string, { schema: z.ZodType }>;
  /** Whether a request may go without. */
  isOptional?: true;
  read(c: Context): Promise<Value>;
};

const JSON_MEDIA_TYPE = "application/json";

/** A JSON body of this schema. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema): RequestBody<z.output<Schema>> {
  return {
    content: { [JSON_MEDIA_TYPE]: { schema } },
    async read(c) {
      if (mediaTypeOf(c) !== JSON_MEDIA_TYPE) throw mediaTypeUnsupported([JSON_MEDIA_TYPE]);
      return validate(schema, await readJson(c));
    },
  };
}

/** The same, or no body at all, which stands for `{}`. */
export function optionalJsonBody<Schema extends z.ZodType>(schema: Schema): RequestBody<z.output<Schema>> {
  const { content, read } = jsonBody(schema);
  return {
    content,
    isOptional: true,
    async read(c) {
      const isEmpty = (await c.req.arrayBuffer()).byteLength === 0;
      return isEmpty ? validate(schema, {}) : read(c);
    },
  };
}

/** A file as it came. `charset` is what its media type says, if anything (RFC 9110, section 8.3.2). */
export type FileUpload = { mediaType: string; charset: string | undefined; bytes: Uint8Array };

/**
 * A JSON body of this schema, or the bytes of a file in one of these media types. The `unnamed` ones are taken too, and
 * told of in words alone: code that is generated from the document would send JSON as bytes for them.
 */
export function jsonOrFileBody<Schema extends z.ZodType>(
  schema: Schema,
  fileTypes: Record<string, { schema: z.ZodType }>,
  unnamed: readonly string[] = [],
): RequestBody<{ json: z.output<Schema> } | FileUpload> {
  const content = { [JSON_MEDIA_TYPE]: { schema }, ...fileTypes };
  return {
    content,
    async read(c) {
      const mediaType = mediaTypeOf(c);
      if (mediaType === JSON_MEDIA_TYPE) return { json: validate(schema, await readJson(c)) };
      const taken = [...Object.keys(content), ...unnamed];
      if (!taken.includes(mediaType)) throw mediaTypeUnsupported(taken);
      return { mediaType, charset: charsetOf(c), bytes: new Uint8Array(await c.req.arrayBuffer()) };
    },
  };
}

function mediaTypeOf(c: Context): string {
  return (c.req.header("Content-Type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

function charsetOf(c: Context): string | undefined {
  return /;\s*charset="?([\w.:-]{1,40})/i.exec(c.req.header("Content-Type") ?? "")?.[1];
}

async function readJson(c: Context): Promise<unknown> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await c.req.arrayBuffer());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw bodyMalformed("The body is not UTF-8.");
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the body.
    throw bodyMalformed("The body is not JSON.");
  }
}
