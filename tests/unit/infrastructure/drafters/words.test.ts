import { expect, test } from "vitest";
import {
  loweredWords,
  newVocabulary,
  stemOf,
  wordsOf,
} from "../../../../src/infrastructure/for-production/drafters/extractive/words.ts";

test("words are linked where only spaces stand between", () => {
  const words = wordsOf("Well, it’s a\u00A0 test – a-b: A");
  expect(words.map(({ text, lower, linked }) => [text, lower, linked])).toEqual([
    ["Well", "well", false],
    ["it’s", "it's", false],
    ["a", "a", true],
    ["test", "test", true],
    ["a-b", "a-b", false],
    ["A", "a", false],
  ]);
  expect(loweredWords("Well, it’s A")).toEqual(["well", "it's", "a"]);
});

test("a word that is said again is the same, unless it is linked now", () => {
  const vocabulary = newVocabulary();
  const [first, second] = wordsOf("Cats cats", vocabulary);
  const [again, linked] = wordsOf("Cats Cats", vocabulary);
  expect(again).toBe(first);
  expect(linked).not.toBe(first);
  expect(linked).not.toBe(second);
});

test.each([
  ["copies", "copy"],
  ["copied", "copy"],
  ["boxes", "box"],
  ["glasses", "glass"],
  ["status", "status"],
  ["gas", "gas"],
  ["the user's", "user"],
  ["stores", "stor"],
  ["stored", "stor"],
  ["stopping", "stop"],
  ["missing", "miss"],
  ["sing", "sing"],
  ["bed", "bed"],
])("the stem of %s is %s", (text, stem) => {
  expect(wordsOf(text).map(stemOf).at(-1)).toBe(stem);
});
