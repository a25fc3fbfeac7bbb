/**
 * A write at a time, of a certain version: it is made only if the stored version is the one expected; without one,
 * whatever the version is.
 */
export type ConditionalWrite = { expectedVersion?: number | undefined; at: Date };
