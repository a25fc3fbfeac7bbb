import type { JsonReader } from "../../../../../src/domain/transcript-formats/format-reader.ts";

/** The cues that a reader finds, as `start-end speaker|text`; `?` for times that cannot be read, `-` for nobody. */
export function said(reader: JsonReader, document: unknown): string[] {
  return Array.from(reader.read(document), ({ startMs, endMs, spans }) => {
    const times = startMs === undefined || endMs === undefined ? "?" : `${startMs}-${endMs}`;
    return `${times} ${spans.map(({ speaker, text }) => `${speaker ?? "-"}|${text}`).join(" ")}`;
  });
}
