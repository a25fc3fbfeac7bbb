/** Makes identifiers: UUIDs of version 7, each later than the one before. */
export interface IdSource {
  next(): string;
}
