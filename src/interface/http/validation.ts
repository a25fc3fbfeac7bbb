import type { Context } from "hono";
import type * as z from "zod";
import type { InputError } from "../../domain/exceptions/domain-exception.ts";
import { requestInvalid } from "./problems/http-exceptions.ts";

/** A reply need not grow with what is wrong in a request. */
export const MOST_ERRORS = 50;
const LONGEST_NAME = 200;

/** Parses input by a schema. `place` goes before each pointer: empty for the body, `query` for the query string. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  place = "",
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const errors: InputError[] = [];
  for (const issue of parsed.error.issues) {
    for (const error of inputErrors(issue, place)) if (errors.length < MOST_ERRORS) errors.push(error);
    if (errors.length === MOST_ERRORS) break;
  }
  throw requestInvalid(errors);
}

/**
 * The query string by its names, each of which stands there once: which of two values is meant is nothing to guess.
 *
 * @throws request_invalid
 */
export function readQuery(c: Context): Record<string, string> {
  const sent = Object.entries(c.req.queries());
  const repeated = sent.filter(([, values]) => values.length > 1).slice(0, MOST_ERRORS);
  if (repeated.length > 0) {
    throw requestInvalid(
      repeated.map(([name]) => ({
        pointer: `query/${escapePointer(name)}`,
        code: "repeated",
        message: "must stand there once",
      })),
    );
  }
  return Object.fromEntries(sent.map(([name, [value = ""]]) => [name, value]));
}

function inputErrors(issue: z.core.$ZodIssue, place: string): InputError[] {
  const at = (path: readonly PropertyKey[]) =>
    place + path.map((part) => `/${escapePointer(String(part))}`).join("");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.slice(0, MOST_ERRORS).map((key) => ({
      pointer: at([...issue.path, key]),
      code: "unrecognized_key",
      message: "is not a known field",
    }));
  }
  return [{ pointer: at(issue.path), code: issue.code, message: issue.message }];
}

/** RFC 6901, section 3. */
function escapePointer(part: string): string {
  return part.slice(0, LONGEST_NAME).replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The fields that were sent: what is left out is not there, rather than undefined. */
export function sentFields<Fields extends object>(fields: Fields) {
  const sent = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(sent) as { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
}
