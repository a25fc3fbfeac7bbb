import {
  NEWEST_FIRST,
  type Page,
  type PageRequest,
  type Position,
  pageOf,
} from "../../domain/repositories/page.ts";

/** What a conditional read gives: nothing where the caller has this version already. */
export function unlessVersion<Row extends { version: number }>(row: Row, version: number): Row | undefined {
  return row.version === version ? undefined : row;
}

/** Rows by their id. They are cloned on the way in and out, as by a wire: nobody holds what is stored. */
export class Collection<Row extends { id: string; updatedAt?: Date }> {
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

  all(): Row[] {
    return this.filter(() => true);
  }

  restore(rows: readonly Row[]): void {
    this.#rows.clear();
    for (const row of rows) this.put(row);
  }

  find(matches: (row: Row) => boolean): Row | undefined {
    return this.filter(matches)[0];
  }

  filter(matches: (row: Row) => boolean): Row[] {
    return structuredClone([...this.#rows.values()].filter(matches));
  }

  page(matches: (row: Row) => boolean, page: PageRequest<Row["id"]>): Page<Row, Row["id"]> {
    const { sort = NEWEST_FIRST, after } = page;
    const compare = (a: Position<Row["id"]>, b: Position<Row["id"]>) => {
      const byTime = sort.by === "updatedAt" ? timeOf(a) - timeOf(b) : 0;
      const order = byTime || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
      return sort.descending ? -order : order;
    };
    const found = this.filter((row) => matches(row) && (after === undefined || compare(row, after) > 0));
    return pageOf(found.sort(compare), page);
  }
}

function timeOf({ updatedAt }: { updatedAt?: Date | undefined }): number {
  return updatedAt?.getTime() ?? 0;
}
