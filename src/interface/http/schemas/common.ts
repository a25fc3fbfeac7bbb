import * as z from "zod";

/** Dates leave the API in UTC with milliseconds (RFC 3339). */
export const Instant = z.iso
  .datetime()
  .meta({ description: "In UTC (RFC 3339).", examples: ["2026-01-05T09:00:00.000Z"] });

export const Id = z
  .uuid()
  .meta({ description: "A UUID of version 7.", examples: ["019a2b3c-4d5e-7f60-8123-456789abcdef"] });

export function instant(date: Date): string {
  return date.toISOString();
}

export function instantOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
