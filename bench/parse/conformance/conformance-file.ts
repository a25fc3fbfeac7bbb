/** A small file, and what a reader must make of it. */
export type ConformanceFile = {
  /** Of the specification; none where there is no specification. */
  section?: string;
  /** What the file shows, as a sentence. */
  rule: string;
  file: string;
  /** Null where the file must not be read at all. */
  cues: ExpectedCue[] | null;
};

/** `text` is what is said; `markedUp` is how the file has it, for parsers that hand that out, where it is another. */
export type ExpectedCue = { startMs: number; endMs: number; text: string; markedUp?: string };
