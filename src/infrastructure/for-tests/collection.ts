import { type Page, type PageRequest, pageOf } from "../../domain/repositories/page.ts";

/** What a conditional read gives: nothing where the caller has this version already. */
export function unlessVersion<Row extends { version: number }>(row: Row, version: number): Row | undefined {
  return row.version === version ? undefined : row;
}

/** Rows by their id. They are cloned on the way in and out, as by a wire: nobody holds what is stored. */
export class Collection<Row extends { id: string }> {
  readonly #rows = new Map<string, Row>();

  put(row: Row): void {
    this.#rows.set(row.id, structuredClone(row));
  }

  delete(id: string): void {
    this.#rows.delete(id);
  }

  get(id: string): Row | undefined {
    return structuredClone(this.#rows.get(id));
  }

  find(matches: (row: Row) => boolean): Row | undefined {
    return this.filter(matches)[0];
  }

  filter(matches: (row: Row) => boolean): Row[] {
    return structuredClone([...this.#rows.values()].filter(matches));
  }

  /** Newest first, as ids sort by time. */
  page(matches: (row: Row) => boolean, { limit, after }: PageRequest<Row["id"]>): Page<Row, Row["id"]> {
    const found = this.filter((row) => matches(row) && (after === undefined || row.id < after));
    found.sort((a, b) => (a.id < b.id ? 1 : -1));
    return pageOf(found, limit);
  }
}
