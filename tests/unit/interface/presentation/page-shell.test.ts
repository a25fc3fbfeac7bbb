import { expect, test } from "vitest";
import { day, isRightToLeft } from "../../../../src/interface/http/presentation/page-shell.ts";

test("a date is written as in British English, in UTC", () => {
  const british = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
  for (let at = Date.UTC(1999, 11, 1); at < Date.UTC(2030, 0); at += 23.5 * 3_600_000)
    expect(day(new Date(at))).toBe(british.format(at));
});

test.each(["ar", "he", "ur", "fa-IR", "ckb", "pa-PK", "az-Arab", "en-Hebr", "zh-Arab-CN"])(
  "%s is written from right to left",
  (language) => expect(isRightToLeft(language)).toBe(true),
);

test.each(["en", "pa", "az", "ar-Latn", "enm", "sr-Cyrl", "en-1arab", "en-u-nu-arab", "no such tag"])(
  "%s is written from left to right",
  (language) => expect(isRightToLeft(language)).toBe(false),
);

test("no region writes a usual language of the left from the right", () => {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const regions = letters.flatMap((first) => letters.map((second) => first + second));
  for (const language of ["de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "zh"]) {
    const scripts = new Set(
      regions.map((region) => new Intl.Locale(`${language}-${region}`).maximize().script ?? ""),
    );
    for (const script of scripts) expect(isRightToLeft(`und-${script}`)).toBe(false);
  }
});
