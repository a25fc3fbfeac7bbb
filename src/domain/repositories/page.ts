/** The order of a list: by a time, and by id where two times are the same. Ids sort by the time when they were made. */
export type Sort = { by: "createdAt" | "updatedAt"; descending: boolean };

export const NEWEST_FIRST: Sort = { by: "createdAt", descending: true };

/** Where a page ended: an item's id, and its time where the list is sorted by one that changes. */
export type Position<Id extends string> = { id: Id; updatedAt?: Date | undefined };

/** A page of a list: at most `limit` items that follow the position `after`, newest first if nothing else is said. */
export type PageRequest<Id extends string> = { limit: number; sort?: Sort; after?: Position<Id> | undefined };

/** `next` is what to pass as `after` for the following page, or null on the last one. */
export type Page<Item, Id extends string> = { items: Item[]; next: Position<Id> | null };

/** Makes a page of the up to `limit + 1` items that were found: the one too many tells that more follow. */
export function pageOf<Item extends { id: Id; updatedAt?: Date }, Id extends string>(
  found: Item[],
  { limit, sort = NEWEST_FIRST }: PageRequest<Id>,
): Page<Item, Id> {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return {
    items,
    next: last ? { id: last.id, ...(sort.by === "updatedAt" && { updatedAt: last.updatedAt }) } : null,
  };
}
