import * as z from "zod";

/** Control characters have no place in a one-line text; NUL cannot even be stored by Postgres. */
const CONTROL = /\p{Cc}/u;

/** One line of text: NFC, trimmed, runs of white space folded to one space, 1 to `maxLength` characters. */
export function singleLine(maxLength: number) {
  return z
    .string()
    .normalize("NFC")
    .overwrite((text) => text.replace(/\s+/gu, " ").trim())
    .min(1)
    .max(maxLength)
    .refine((text) => !CONTROL.test(text), "must not contain control characters")
    .refine((text) => text.isWellFormed(), "must be well-formed Unicode");
}

/** Text of several lines: no control characters but tab and line feed; CRLF becomes LF. */
export function multiLine(maxLength: number) {
  return z
    .string()
    .overwrite((text) => text.replace(/\r\n?/g, "\n"))
    .max(maxLength)
    .refine((text) => !/[^\P{Cc}\t\n]/u.test(text), "must not contain control characters but tab and newline")
    .refine((text) => text.isWellFormed(), "must be well-formed Unicode");
}
