/** What the bundling asks of a module's syntax tree, whose shape is ESTree's. */
export type Node = { type: string; start: number; end: number } & Record<string, unknown>;

/** A node and all below it. */
export function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item);
  } else if (typeof value === "object" && value !== null) {
    if ("type" in value && typeof value.type === "string") yield value as Node;
    for (const part of Object.values(value)) yield* walk(part);
  }
}

/** Text that stands for what is between two places of a source. */
export type Edit = { start: number; end: number; text: string };

/** The source with all edits made; what lies within a part that another edit takes away goes with it. */
export function withEdits(source: string, edits: readonly Edit[]): string {
  let edited = "";
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at) continue;
    edited += source.slice(at, start) + text;
    at = end;
  }
  return edited + source.slice(at);
}
