import type { Completion, Field, OnRow, Row } from "./backend.ts";

/** Said after each statement: COPY FROM STDIN would take the next one for its data. Any other ignores it. */
export const COPY_REFUSAL = "there is nothing to copy from";

/** What Postgres answers to a list of statements, put together message by message. */
export class Answer {
  readonly completions: Completion[] = [];
  readonly #onRow: OnRow | undefined;
  #fields: Field[] = [];

  constructor(onRow: OnRow | undefined) {
    this.#onRow = onRow;
  }

  /** Does not come for a statement that gives no rows. */
  rowDescription(fields: Field[]): void {
    this.#fields = fields;
  }

  dataRow(row: Row): void {
    this.#onRow?.(row, this.completions.length, this.#fields);
  }

  /** An empty statement completes without a tag. */
  commandComplete(tag = ""): void {
    this.completions.push({ fields: this.#fields, ...readTag(tag) });
    this.#fields = [];
  }
}

/** `INSERT 0 3` says an oid of old before the count, `CREATE TABLE` counts nothing. */
function readTag(tag: string): { command: string; rowCount: number | null } {
  const [command = "", ...rest] = tag.split(" ");
  const count = rest.at(-1);
  return { command, rowCount: count !== undefined && /^\d+$/.test(count) ? Number(count) : null };
}
