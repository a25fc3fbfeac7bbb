import type * as z from "zod";
import type { InputError } from "../../domain/exceptions/domain-exception.ts";
import { requestInvalid } from "./problems/http-exceptions.ts";

/** Parses input by a schema. `place` goes before each pointer: empty for the body, `query` for the query string. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  place = "",
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw requestInvalid(parsed.error.issues.flatMap((issue) => inputErrors(issue, place)));
}

function inputErrors(issue: z.core.$ZodIssue, place: string): InputError[] {
  const at = (path: readonly PropertyKey[]) =>
    place + path.map((part) => `/${escapePointer(String(part))}`).join("");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      pointer: at([...issue.path, key]),
      code: "unrecognized_key",
      message: "is not a known field",
    }));
  }
  return [{ pointer: at(issue.path), code: issue.code, message: issue.message }];
}

/** RFC 6901, section 3. */
function escapePointer(part: string): string {
  return part.replaceAll("~", "~0").replaceAll("/", "~1");
}
