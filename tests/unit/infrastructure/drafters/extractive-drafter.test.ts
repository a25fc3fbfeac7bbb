import fc from "fast-check";
import { micromark } from "micromark";
import { describe, expect, test } from "vitest";
import { cite } from "../../../../src/domain/models/tutorial.ts";
import type { Cue } from "../../../../src/domain/value-objects/cue.ts";
import { limits } from "../../../../src/domain/value-objects/limits.ts";
import { Title } from "../../../../src/domain/value-objects/title.ts";
import { cuesOf, draft, draftWithNotes, PYTHON } from "./samples.ts";

type Steps = Awaited<ReturnType<typeof draft>>;

const folded = (text: string) => text.replace(/\s+/gu, " ").trim();

/** A step's body as its readers see it: CommonMark rendered, tags and entities undone. */
function rendered(body: string): string[] {
  const html = micromark(body);
  const paragraphs = html.split("\n").map((line) => {
    expect(line.startsWith("<p>") && line.endsWith("</p>"), `only paragraphs: ${line}`).toBe(true);
    return line.slice(3, -4);
  });
  for (const paragraph of paragraphs) expect(paragraph).not.toMatch(/[<>]/);
  const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
  return paragraphs.map((paragraph) =>
    paragraph.replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity),
  );
}

/** Every draft keeps these promises, whatever was said. */
function expectValid(steps: Steps, cues: readonly Cue[]) {
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.length).toBeLessThanOrEqual(limits.stepsPerTutorial);
  expect(new Set(steps.map(({ title }) => title)).size).toBe(steps.length);
  for (const { title, body, citations } of steps) {
    expect(Title.parse(title)).toBe(title);
    expect(title.length).toBeLessThanOrEqual(90);
    expect(body.trim()).not.toBe("");
    expect(body.length).toBeLessThanOrEqual(limits.stepBodyLength);
    expect(citations.length).toBeGreaterThan(0);
    expect(citations.length).toBeLessThanOrEqual(limits.citationsPerStep);
    const quotes = citations.map((range) => folded(cite(cues, range).quote)).join(" ");
    citations.slice(1).forEach((range, at) => {
      expect(range.firstCue).toBeGreaterThan(citations[at]!.lastCue);
    });
    expectInOrder(quotes, rendered(body).join(" "));
  }
}

/** The body is the quote with stretches left out: its words stand in the quote, in their order. */
function expectInOrder(quote: string, body: string) {
  let at = 0;
  for (const word of folded(body).split(" ")) {
    const found = quote.indexOf(word, at);
    expect(found, `"${word}" in the quote after character ${at}`).toBeGreaterThanOrEqual(0);
    at = found + word.length;
  }
}

const bodies = (steps: Steps) => steps.map(({ body }) => body).join("\n\n");

describe("an extractive draft", () => {
  test("makes the same steps of the same cues", async () => {
    const cues = cuesOf(PYTHON);
    expect(JSON.stringify(await draft(cues))).toBe(JSON.stringify(await draft(cues)));
  });

  test("puts borders where the topic changes, and names topics or actions", async () => {
    const cues = cuesOf(PYTHON);
    const steps = await draft(cues, { steps: 3 });
    expectValid(steps, cues);
    expect(steps.map(({ citations }) => citations)).toEqual([
      [{ firstCue: 2, lastCue: 4 }],
      [{ firstCue: 6, lastCue: 8 }],
      [{ firstCue: 9, lastCue: 11 }],
    ]);
    expect(steps.map(({ title }) => title.toLowerCase())).toEqual([
      expect.stringMatching(/terminal|virtual environment/),
      expect.stringMatching(/requirements file/),
      expect.stringMatching(/unit test/),
    ]);
  });

  test("leaves out greetings, fillers, thanks and goodbyes", async () => {
    const text = bodies(await draft(cuesOf(PYTHON)));
    for (const small of ["welcome back", "Um.", "Thank you", "See you"]) expect(text).not.toContain(small);
    for (const useful of ["open the terminal", "downloads each package", "watch it turn green"])
      expect(text).toContain(useful);
  });

  test("takes a breath off a sentence only where the rest begins with a capital", async () => {
    const text = bodies(
      await draft(
        cuesOf(["Okay. So, I opened the red file here.", "Yeah, so we closed the blue file there."]),
      ),
    );
    expect(text).toMatch(/^I opened the red file here\. Yeah, so we closed/);
  });

  test("keeps what there is where nothing but filler was said", async () => {
    const cues = cuesOf(["Um.", "Yeah.", "Okay."]);
    const steps = await draft(cues);
    expectValid(steps, cues);
    expect(steps).toHaveLength(1);
  });

  test("takes names and capitals as people spell them, and ends titles with no mark", async () => {
    const steps = await draft(cuesOf(PYTHON), { steps: 5 });
    for (const { title } of steps) expect(title).toMatch(/^[A-Z].*[\p{L}\p{N})]$/u);
  });

  test.each([1, 2, 5, 8])("gives %i steps where so many are asked for", async (steps) => {
    const cues = cuesOf(PYTHON);
    const drafted = await draft(cues, { steps });
    expectValid(drafted, cues);
    expect(drafted).toHaveLength(steps);
  });

  test("gives one step a sentence where more are asked for than there are", async () => {
    expect(await draft(cuesOf(["Open the door. Close the door.", "Lock it."]), { steps: 9 })).toHaveLength(3);
  });

  test.each([
    { minutes: 3, least: 3, most: 5 },
    { minutes: 10, least: 8, most: 12 },
    { minutes: 60, least: 20, most: 40 },
    { minutes: 1200, least: 80, most: 100 },
  ])("lets $minutes minutes decide on $least to $most steps", async ({ minutes, least, most }) => {
    const cues = cuesOf(
      Array.from(
        { length: minutes * 12 },
        (_, at) => `We are looking at chapter ${Math.floor(at / 9)} with its picture number ${at} today.`,
      ),
    );
    const { length } = await draft(cues);
    expect(length).toBeGreaterThanOrEqual(least);
    expect(length).toBeLessThanOrEqual(most);
  });

  test("splits a citation whose quote would be thousands of characters long, and shortens the body", async () => {
    const cues = cuesOf(
      Array.from({ length: 400 }, (_, at) =>
        at % 50 === 0
          ? `Now open gate ${at} and click the bell of the old watchtower.`
          : `The garden has a tree ${at}.`,
      ),
    );
    const [step] = await draft(cues, { steps: 1 });
    expectValid([step!], cues);
    expect(step!.citations.length).toBeGreaterThan(1);
    expect(step!.body.length).toBeLessThan(2000);
    for (const range of step!.citations) expect(cite(cues, range).quote.length).toBeLessThan(4000);
    // What is worth most is kept, from all over the section.
    expect(step!.body.match(/Now open gate/g)!.length).toBeGreaterThanOrEqual(4);
  });

  test("escapes what would be markup", async () => {
    const hostile = [
      "# Headings are not *made* by _speech_ at all.",
      "<script>alert('nobody')</script> is a sentence about scripts.",
      "1. Numbered sentences stay sentences of the speaker.",
      "- Dashes begin nothing, and `code` is not code.",
      "Follow [the link](javascript:alert) or ![the picture](x) in Q&amp;A.",
      "> Quoting &copy; nobody with https://example.com and a\\backslash.",
      "2) Tables | have | bars, and ~~~ no fences.",
      "=== This underlines nothing +1.",
    ];
    for (const steps of [1, 8]) {
      const cues = cuesOf(hostile);
      expectValid(await draft(cues, { steps }), cues);
    }
  });
});

describe("a transcript of an unusual kind", () => {
  test("of one cue", async () => {
    const cues = cuesOf(["Press the red button."]);
    const steps = await draft(cues);
    expectValid(steps, cues);
    expect(steps).toEqual([
      {
        title: "Press the red button",
        body: "Press the red button.",
        citations: [{ firstCue: 1, lastCue: 1 }],
      },
    ]);
  });

  test("of cues that all say the same", async () => {
    const cues = cuesOf(Array.from({ length: 60 }, () => "The same words again."));
    expectValid(await draft(cues), cues);
    expectValid(await draft(cues, { steps: 60 }), cues);
  });

  test.each([
    ["words", "word ".repeat(2000).trim()],
    ["one word", "x".repeat(10_000)],
    ["astral characters", "😀".repeat(5000)],
    ["combining marks", `a${"\u0301".repeat(9999)}`],
    ["full stops", ".".repeat(10_000)],
    ["blanks", `a${" ".repeat(9998)}b`],
  ])("of giant cues: %s", async (_name, text) => {
    const cues = cuesOf(Array.from({ length: 12 }, () => text));
    expectValid(await draft(cues), cues);
    expectValid(await draft(cues, { steps: 3 }), cues);
  });

  test("of 20,000 cues", async () => {
    const cues = cuesOf(
      Array.from(
        { length: 20_000 },
        (_, at) => `Topic ${Math.floor(at / 200)} has another remark about item ${at % 17}.`,
      ),
    );
    const steps = await draft(cues);
    expectValid(steps, cues);
    expect(steps).toHaveLength(100);
  }, 60_000);

  test("of more steps asked for than a tutorial holds", async () => {
    const cues = cuesOf(Array.from({ length: 700 }, (_, at) => `Push lever ${at} now.`));
    expect(await draft(cues, { steps: 700 })).toHaveLength(limits.stepsPerTutorial);
  });

  test("with neither words nor times", async () => {
    const cues = cuesOf(Array.from({ length: 5 }, () => ({ text: "♪ … ♪", startMs: 0, endMs: 0 })));
    expectValid(await draft(cues), cues);
  });
});

describe("speech of several people", () => {
  test("is cut where the floor is handed over, not at an okay from the side", async () => {
    const cues = cuesOf([
      { text: "The parser reads every line of the file.", speaker: "Ann" },
      { text: "Okay.", speaker: "Bob" },
      { text: "Broken lines of the file are reported by the parser.", speaker: "Ann" },
      { text: "The parser then closes the file.", speaker: "Ann" },
      { text: "My work this week was the invoice page.", speaker: "Bob" },
      { text: "The invoice page lists what customers owe.", speaker: "Bob" },
      { text: "Customers pay on the invoice page.", speaker: "Bob" },
    ]);
    const steps = await draft(cues, { steps: 2 });
    expectValid(steps, cues);
    expect(steps.map(({ citations }) => citations)).toEqual([
      [{ firstCue: 1, lastCue: 4 }],
      [{ firstCue: 5, lastCue: 7 }],
    ]);
    expect(bodies(steps)).not.toContain("Okay");
  });
});

describe("titles", () => {
  const titleOf = async (lines: string[]) =>
    (await draft(cuesOf(lines), { steps: 1, language: "en" }))[0]?.title;

  test("name the action rather than a noun on its own", async () => {
    expect(
      await titleOf([
        "Icons were the question of the week.",
        "Icons, yes, and icons again.",
        "Then we looked at how to review existing icons.",
      ]),
    ).toBe("Review existing icons");
  });

  test("say what was done as what to do", async () => {
    expect(await titleOf(["So last week we added a chat panel.", "Nobody wrote there yet."])).toBe(
      "Add a chat panel",
    );
    expect(
      await titleOf(["It was all about making the big title editable.", "Nobody wrote there yet."]),
    ).toBe("Make the big title editable");
  });

  test("take no participle before a noun for an action", async () => {
    expect(await titleOf(["There is a supervised learning approach.", "It is slow."])).toBe(
      "Supervised learning approach",
    );
  });

  test("leave out where speech starts anew or hangs in the air", async () => {
    for (const said of [
      "We should replace the view with the view.",
      "We are able to search of for the thing.",
      "You can view them before they're done.",
    ]) {
      expect(await titleOf([said, "The parser closed a gateway."])).toMatch(/parser|gateway/i);
    }
  });

  test("are never a sentence's first words", async () => {
    for (const said of [
      "And then there was so much of it that nobody would have wanted any more of them anyway.",
      "I think it was kind of like that for us.",
    ]) {
      expect(said.toLowerCase()).not.toContain((await titleOf([said]))?.toLowerCase());
    }
  });

  test("call a greeting a greeting, a goodbye a goodbye, and other filler nothing", async () => {
    expect(await titleOf(["Hello.", "Good to see you."])).toBe("Greeting");
    expect(await titleOf(["Goodbye.", "Take care."])).toBe("Goodbye");
    expect(await titleOf(["Um.", "Okay."])).toBe("A recording");
  });

  test("have at most 60 characters, and are not cut short to it", async () => {
    const long = "extraordinarily complicated internationalisation infrastructure configuration";
    const title = await titleOf([`Open the ${long} panel now.`]);
    expect(title?.length).toBeLessThanOrEqual(60);
    expect(title).not.toMatch(/^Open/);
  });
});

describe("other languages take the general path", () => {
  test("and say so, English does not", async () => {
    expect((await draftWithNotes(cuesOf(["Öffnen Sie die Tür."]), { language: "de" })).notes).toEqual([
      expect.stringContaining("No word lists for this language"),
    ]);
    expect((await draftWithNotes(cuesOf(["Open the door."]), { language: "en-GB" })).notes).toEqual([]);
  });

  const samples: Record<string, string[]> = {
    de: [
      "Heute richten wir eine Sicherung ein. Öffnen Sie zuerst die",
      "Einstellungen im Menü. In den Einstellungen wählen Sie die Sicherung aus.",
      "Die Sicherung läuft z. B. jede Nacht. Am 1. Januar prüfen wir die Sicherung.",
      "Zum Schluss testen wir die Wiederherstellung.",
      "Die Wiederherstellung dauert etwa zehn Minuten.",
      "Warten Sie, bis die Wiederherstellung fertig ist.",
    ],
    es: [
      "Primero, abre el panel de control.",
      "En el panel de control, haz clic en los dispositivos.",
      "¿Ves la lista de dispositivos en el panel?",
      "Luego imprime una página de prueba.",
      "Si la página de prueba sale bien, la impresora está lista.",
      "¡Guarda la página de prueba!",
    ],
    ja: [
      "まず設定画面を開きます。設定画面は",
      "右上にあります。設定画面で言語を選びます。",
      "次に通知の音を変更します。",
      "通知の音は三つあります。通知の音を試してください。",
    ],
    zh: [
      "首先打开浏览器进入官方网站",
      "官方网站在这里可以打开",
      "然后点击下载按钮",
      "下载按钮在右边",
      "下载完成以后安装",
    ],
    th: ["เปิดหน้าการตั้งค่า", "หน้าการตั้งค่าอยู่ด้านบน", "จากนั้นบันทึกไฟล์", "ไฟล์จะถูกบันทึก"],
    ar: [
      "افتح صفحة الإعدادات أولا.",
      "اختر اللغة من صفحة الإعدادات.",
      "ثم احفظ الملف الجديد؟",
      "الملف الجديد جاهز الآن.",
    ],
  };

  test.each(Object.entries(samples))("%s", async (language, lines) => {
    const cues = cuesOf(lines);
    for (const options of [{ language }, { language: null }, { language, steps: 2 }]) {
      const steps = await draft(cues, options);
      expectValid(steps, cues);
      for (const { title } of steps) expect(title).toMatch(/[\p{L}\p{M}\p{N})]$/u);
    }
    expect(await draft(cues, { language, steps: 2 })).toHaveLength(2);
  });

  test("English without marks is cut where it pauses and turns to something new", async () => {
    const cues = cuesOf([
      "first open your terminal and type",
      "python dash m venv to create an environment",
      "then activate the environment",
      "next install the requirements with pip",
      "pip downloads the packages from the index",
    ]);
    const steps = await draft(cues, { language: "en", steps: 2 });
    expectValid(steps, cues);
    expect(steps.map(({ citations }) => citations)).toEqual([
      [{ firstCue: 1, lastCue: 3 }],
      [{ firstCue: 4, lastCue: 5 }],
    ]);
  });
});

describe("whatever was said", () => {
  const text = fc.oneof(
    fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }),
    fc.constantFrom(
      "Okay.",
      "um",
      "Next, open the file.",
      "つぎに。",
      "1. ",
      "...",
      "- a * b",
      "Hello",
      "so that's it",
      "the",
    ),
    fc.lorem({ maxCount: 3, mode: "sentences" }),
  );
  const line = fc.record({
    text: text.filter((said) => said.trim() !== "" && !/[^\P{Cc}\t\n]/u.test(said)),
    speaker: fc.constantFrom(null, "Ann", "Bob"),
    at: fc.nat(5000),
  });
  const cues = fc
    .array(line, { minLength: 1, maxLength: 60 })
    .map((lines) =>
      cuesOf(
        lines.map(
          ({ at, ...said }, i) => ({ ...said, startMs: i * 3000 + at, endMs: i * 3000 + at + 2000 }) as never,
        ),
      ),
    );
  const language = fc.constantFrom(null, "en", "de", "ja");

  test("the steps are valid and their words are the cues'", async () => {
    await fc.assert(
      fc.asyncProperty(cues, language, async (said, tag) => {
        const steps = await draft(said, { language: tag });
        expectValid(steps, said);
        expect(await draft(said, { language: tag })).toEqual(steps);
      }),
      { numRuns: 150 },
    );
  });

  test("the number that is asked for is given, as far as there are sentences", async () => {
    await fc.assert(
      fc.asyncProperty(cues, language, fc.integer({ min: 1, max: 80 }), async (said, tag, steps) => {
        const drafted = await draft(said, { language: tag, steps });
        expectValid(drafted, said);
        expect(drafted.length).toBeLessThanOrEqual(steps);
        const most = (await draft(said, { language: tag, steps: limits.stepsPerTutorial })).length;
        expect(drafted).toHaveLength(Math.min(steps, most));
      }),
      { numRuns: 100 },
    );
  });
});
