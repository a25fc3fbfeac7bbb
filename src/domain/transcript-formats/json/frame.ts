import * as z from "zod";
import { TranscriptMalformed } from "../../exceptions/transcript.ts";

/** An array of anything: what stands in it is looked at one by one, so that one bad cue does not lose the others. */
export const list = z.custom<readonly unknown[]>((value) => Array.isArray(value), "an array");

/** An object that may hold more than is read. */
export function frame<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape, "an object");
}

/**
 * The part of a document that must be as its format demands. The messages of the schema say what was expected; nothing
 * that stands in the document gets into the exception.
 *
 * @throws TranscriptMalformed with the JSON pointer (RFC 6901) of the first mistake
 */
export function readFrame<Frame>(schema: z.ZodType<Frame>, document: unknown, format: string): Frame {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: "something else" };
  const where = path.length === 0 ? "the document" : path.map((step) => `/${String(step)}`).join("");
  throw new TranscriptMalformed(`The transcript is not ${format}: ${where} must be ${message}.`);
}
