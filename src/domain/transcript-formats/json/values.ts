/** What JSON calls an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; where it is none, one that holds nothing. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : NOTHING;
}

const NOTHING = Object.freeze({});

/** The value as an array; where it is none, one that holds nothing. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The first object in what may be an array: formats are told apart by its keys. */
export function firstRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return listOf(value).find(isRecord);
}

/** Seconds in milliseconds, rounded to the nearest; undefined where they are no time of a recording. */
export function seconds(value: unknown): number | undefined {
  return typeof value === "number" ? time(value * 1000) : undefined;
}

/** Milliseconds, rounded to the nearest; undefined where they are no time of a recording. */
export function milliseconds(value: unknown): number | undefined {
  return typeof value === "number" ? time(value) : undefined;
}

function time(ms: number): number | undefined {
  // Adding zero makes zero of minus zero, which JSON can write.
  return Number.isFinite(ms) && ms >= 0 ? Math.round(ms) + 0 : undefined;
}

/** A number that may be written as a string, `"1.23"`; anything else as it is. */
export function numeric(value: unknown): unknown {
  return typeof value === "string" && NUMERIC.test(value) ? Number(value) : value;
}

const NUMERIC = /^\d{1,15}(?:\.\d{1,20})?$/;

/**
 * The text as a cue may hold it, not trimmed; empty where the value is no string. Unlike the bytes of a file, JSON can
 * write other line ends than the file's own and halves of characters, of which U+FFFD is made.
 */
export function textOf(value: unknown): string {
  if (typeof value !== "string") return "";
  const text = value.toWellFormed();
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** A speaker's name; null where there is none. */
export function nameOf(value: unknown): string | null {
  return textOf(value).trim() || null;
}

/** What people call the speaker or channel that a service counts from 0. */
export function numbered(what: "Speaker" | "Channel", index: unknown): string | null {
  return typeof index === "number" && Number.isSafeInteger(index) && index >= 0
    ? `${what} ${index + 1}`
    : null;
}
