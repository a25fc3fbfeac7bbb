/** The time, in whole milliseconds as Postgres keeps it here. */
export interface Clock {
  now(): Date;
}
