import { describe, expect, test } from "vitest";
import { LanguageTag } from "../../../../src/domain/value-objects/language-tag.ts";
import { languageFor } from "../../../../src/infrastructure/for-production/drafters/extractive/language.ts";
import { wordsOf } from "../../../../src/infrastructure/for-production/drafters/extractive/words.ts";

const english = languageFor(LanguageTag.parse("en"), "");
const opening = (text: string) => english.opening(wordsOf(text));

describe("openings of a topic in English", () => {
  test.each([
    "Let's take a look at the settings.",
    "Okay, so now I'm going to quickly show the menu.",
    "We'll move the files over.",
    "Moving on to the printer.",
    "The next piece is a cable.",
    "And then on to the second part.",
    "Another nice thing is its colour.",
    "Finally, close the lid.",
    "Yeah, and one more wish of mine.",
    "In addition, it prints.",
  ])("are heard for sure in: %s", (text) => {
    expect(opening(text)).toBe(1);
  });

  test.each([
    "Let's see.",
    "Okay, that works.",
    "Now it is green.",
    "There is a button on the left.",
    "I will never know.",
  ])("are faint in: %s", (text) => {
    expect(opening(text)).toBe(0.5);
  });

  test.each([
    "It shows the next piece.",
    "Nobody will start it.",
    "This looks like moving house.",
    "The printer has another tray.",
    "",
  ])("are not heard in: %s", (text) => {
    expect(opening(text)).toBe(0);
  });
});

test("greetings and goodbyes are told apart, behind a breath too", () => {
  expect(english.isGreeting(wordsOf("Okay, good morning all."))).toBe(true);
  expect(english.isGreeting(wordsOf("Take care."))).toBe(false);
  expect(english.isGoodbye(wordsOf("Alright, take care."))).toBe(true);
  expect(english.isGoodbye(wordsOf("Good morning."))).toBe(false);
});

test("a language without word lists hears neither openings nor greetings", () => {
  const german = languageFor(LanguageTag.parse("de"), "");
  expect(german.isEnglish).toBe(false);
  expect(german.opening(wordsOf("Als Nächstes öffnen wir die Tür."))).toBe(0);
  expect(german.isGreeting(wordsOf("Hallo."))).toBe(false);
});
