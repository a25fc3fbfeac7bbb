import * as z from "zod";
import { limits } from "../../../domain/value-objects/limits.ts";

/** What a Postgres integer holds. */
const MAX_INTEGER = 2_147_483_647;

/** Dates leave the API in UTC with milliseconds (RFC 3339). */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .max(24)
  .meta({ description: "In UTC (RFC 3339).", examples: ["2026-01-05T09:00:00.000Z"] });

export const Id = z
  .uuid()
  .meta({ description: "A UUID of version 7.", examples: ["019a2b3c-4d5e-7f60-8123-456789abcdef"] });

/** The version of what can be edited; its ETag is made from it. */
export const Version = z.int().min(1).max(MAX_INTEGER).meta({ description: "Counts its changes, from 1." });

export const Language = z
  .string()
  .max(limits.languageTagLength)
  .meta({ description: "BCP 47.", examples: ["en"] });

export const MediaUrl = z
  .url()
  .max(limits.mediaUrlLength)
  .meta({
    description: "Where the recording can be watched or heard.",
    examples: ["https://example.com/recordings/first-worker.mp4"],
  });

/** As large as what it shows: so it has no limit of its own. */
export const Html = {
  "text/html": { schema: z.string().meta({ id: "HtmlPage", description: "A page in HTML." }) },
};

export function instant(date: Date): string {
  return date.toISOString();
}

export function instantOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
