import { afterAll, beforeAll, describe, expect } from "vitest";
import { type World, worlds } from "./worlds.ts";

/** Runs one suite on every implementation of the repositories. */
export function contract(subject: string, suite: (world: () => World) => void): void {
  describe.each(worlds)(`${subject}, %s`, (_name, open) => {
    let world: World;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(() => world?.close());
    suite(() => world);
  });
}

/** Runs an operation and checks that it took exactly one SQL call, where there is SQL. */
export async function inOneCall<Result>(world: World, operation: () => Promise<Result>): Promise<Result> {
  const before = world.calls();
  const result = await operation();
  if (before !== undefined) expect(world.calls()).toBe(before + 1);
  return result;
}
