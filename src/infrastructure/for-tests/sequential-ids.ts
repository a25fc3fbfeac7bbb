import type { IdSource } from "../../application/ports/id-source.ts";

/** UUIDs of version 7 that count up from one: the same in every run. */
export class SequentialIds implements IdSource {
  #count = 0;

  next(): string {
    this.#count += 1;
    return `01900000-0000-7000-8000-${this.#count.toString(16).padStart(12, "0")}`;
  }
}
