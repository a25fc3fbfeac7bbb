import type { Clock } from "../../application/ports/clock.ts";

/** A clock that stands still until it is told to go on. */
export class FixedClock implements Clock {
  #now: number;

  constructor(start = new Date("2026-01-05T09:00:00.000Z")) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
