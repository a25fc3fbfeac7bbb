/** A page of a list, newest first: at most `limit` items made before the item `after`. */
export type PageRequest<Id extends string> = { limit: number; after?: Id | undefined };

/** `next` is what to pass as `after` for the following page, or null on the last one. */
export type Page<Item, Id extends string> = { items: Item[]; next: Id | null };

/** Makes a page of the up to `limit + 1` items that were found: the one too many tells that more follow. */
export function pageOf<Item extends { id: Id }, Id extends string>(
  found: Item[],
  limit: number,
): Page<Item, Id> {
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}
