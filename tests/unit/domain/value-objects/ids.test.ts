import { describe, expect, it } from "vitest";
import {
  ApiKeyId,
  StepId,
  TranscriptId,
  TutorialId,
  UserId,
} from "../../../../src/domain/value-objects/ids.ts";
import { uuidSource } from "../../../../src/infrastructure/for-production/uuid-source.ts";
import { SequentialIds } from "../../../../src/infrastructure/for-tests/sequential-ids.ts";

describe.each([
  ["a user", UserId],
  ["an API key", ApiKeyId],
  ["a transcript", TranscriptId],
  ["a tutorial", TutorialId],
  ["a step", StepId],
])("the id of %s", (_, schema) => {
  // The example of RFC 9562, appendix A.6.
  const id = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

  it("is a UUID of version 7", () => {
    expect(schema.parse(id)).toBe(id);
  });

  it("is kept in lower case, so that one id is written in one way", () => {
    expect(schema.parse(id.toUpperCase())).toBe(id);
  });

  it.each([
    ["version 4", "919108f7-52d1-4320-9bac-f847db4148a8"],
    ["version 1", "c232ab00-9414-11ec-b3c8-9f6bdeced846"],
    ["the nil UUID", "00000000-0000-0000-0000-000000000000"],
    ["the max UUID", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
    ["a wrong variant", "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f"],
    ["no hyphens", id.replaceAll("-", "")],
    ["braces", `{${id}}`],
    ["a URN", `urn:uuid:${id}`],
    ["one character too few", id.slice(1)],
    ["one character too many", `${id}0`],
    ["a line feed behind it", `${id}\n`],
    ["white space before it", ` ${id}`],
    ["a letter that is no digit", id.replace("f", "g")],
    ["NUL", `${id.slice(0, -1)}\u0000`],
    ["SQL", "' OR 1=1 --"],
    ["nothing", ""],
    ["a number", 7],
    ["null", null],
  ])("is refused: %s", (_, text) => {
    expect(schema.safeParse(text).success).toBe(false);
  });
});

describe.each([
  ["production", () => uuidSource],
  ["tests", () => new SequentialIds()],
])("the source of ids for %s", (_, open) => {
  it("gives valid ids, each sorting after the one before", () => {
    const source = open();
    const ids = Array.from({ length: 1_000 }, () => UserId.parse(source.next()));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
  });
});
