import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CitationNotInTranscript,
  SlugOfPublishedTutorial,
  StepUnknown,
  TutorialNotPublishable,
} from "../../../../src/domain/exceptions/tutorial.ts";
import {
  assertPublishable,
  cite,
  newTutorial,
  publishTutorial,
  quoteOf,
  type Step,
  unpublishTutorial,
} from "../../../../src/domain/models/tutorial.ts";
import { editTutorial } from "../../../../src/domain/models/tutorial-edit.ts";
import type { CitationState } from "../../../../src/domain/value-objects/citation.ts";
import { sameWords } from "../../../../src/domain/value-objects/citation.ts";
import { Cue } from "../../../../src/domain/value-objects/cue.ts";
import { TranscriptId, TutorialId } from "../../../../src/domain/value-objects/ids.ts";
import { LanguageTag } from "../../../../src/domain/value-objects/language-tag.ts";
import { limits } from "../../../../src/domain/value-objects/limits.ts";
import { Slug } from "../../../../src/domain/value-objects/slug.ts";
import { Title } from "../../../../src/domain/value-objects/title.ts";
import {
  cuesOf,
  made,
  someTranscript,
  someTutorial,
  someUser,
  stepCiting,
} from "../../../support/fixtures.ts";

const cues = cuesOf("Open the lid.", "Pour the water.", "Close the lid.");
const transcript = someTranscript(someUser(), cues);
const now = new Date(made.getTime() + 60_000);
const later = new Date(made.getTime() + 120_000);

const draft = (steps: Step[] = [stepCiting(cues, 1, 2)]) => someTutorial(transcript, steps);
const published = () => publishTutorial(draft(), now);

/** The step with the state of its citations changed. */
const inState = (step: Step, state: CitationState): Step => ({
  ...step,
  citations: step.citations.map((citation) => ({ ...citation, state })),
});

describe("a new tutorial", () => {
  it("is a draft at version 1, with a slug from its title", () => {
    const input = {
      id: TutorialId.parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"),
      transcriptId: TranscriptId.parse("017f22e2-79b0-7cc3-98c4-dc0c0c073990"),
      title: Title.parse("Make tea"),
      language: LanguageTag.parse("en"),
      drafting: { method: "none" as const, notes: [] },
      steps: [stepCiting(cues, 1)],
    };
    expect(newTutorial(input, made)).toEqual({
      ...input,
      slug: "make-tea-0c07398f",
      status: "draft",
      lastChange: "drafted",
      publishedVersion: null,
      publishedOverride: null,
      version: 1,
      createdAt: made,
      updatedAt: made,
      publishedAt: null,
    });
  });
});

describe("citing cues", () => {
  it("copies their words and times, and the citation is verified", () => {
    expect(cite(cues, { firstCue: 2, lastCue: 3 })).toEqual({
      firstCue: 2,
      lastCue: 3,
      startMs: 2_000,
      endMs: 6_000,
      quote: "Pour the water. Close the lid.",
      state: "verified",
    });
  });

  it("may take one cue, or all of them", () => {
    expect(cite(cues, { firstCue: 3, lastCue: 3 }).quote).toBe("Close the lid.");
    expect(cite(cues, { firstCue: 1, lastCue: 3 }).quote).toBe(
      "Open the lid. Pour the water. Close the lid.",
    );
  });

  it("copies the words to the letter: line breaks, white space and forms of characters", () => {
    expect(cite(cuesOf(" e\u0301\n a ", "\tb"), { firstCue: 1, lastCue: 2 }).quote).toBe(" e\u0301\n a  \tb");
  });

  it("spans from the earliest start to the latest end of cues that overlap", () => {
    const at = (position: number, startMs: number, endMs: number) =>
      Cue.parse({ position, startMs, endMs, speaker: null, text: "words" });
    const overlapping = [at(1, 1_000, 9_000), at(2, 500, 2_000), at(3, 3_000, 4_000)];
    expect(cite(overlapping, { firstCue: 1, lastCue: 3 })).toMatchObject({ startMs: 500, endMs: 9_000 });
    expect(cite(overlapping, { firstCue: 2, lastCue: 3 })).toMatchObject({ startMs: 500, endMs: 4_000 });
  });

  it.each([
    ["begins before the first cue", 0, 1],
    ["lies before the first cue", -1, -1],
    ["is empty and lies before the first cue", 0, 0],
    ["ends behind the last cue", 1, 4],
    ["lies behind the last cue", 4, 4],
    ["is turned round", 3, 1],
    ["is turned round by one", 3, 2],
    ["is turned round and lies behind the last cue", 5, 4],
  ])("is refused where the range %s", (_, firstCue, lastCue) => {
    expect(() => cite(cues, { firstCue, lastCue })).toThrow(
      new CitationNotInTranscript(`cues ${firstCue} to ${lastCue} are not all in the transcript`),
    );
  });

  it("is refused where there are no cues", () => {
    expect(() => cite([], { firstCue: 1, lastCue: 1 })).toThrow(CitationNotInTranscript);
  });

  it("quotes as many characters as the limit says, and not one more", () => {
    const text = "x".repeat(limits.cueTextLength);
    const spaces = 4;
    const longest = cuesOf(text, text, text, text, text.slice(spaces));
    expect(cite(longest, { firstCue: 1, lastCue: 5 }).quote).toHaveLength(limits.quoteLength);
    const tooLong = cuesOf(text, text, text, text, text.slice(spaces - 1));
    expect(() => cite(tooLong, { firstCue: 1, lastCue: 5 })).toThrow(
      new CitationNotInTranscript("cues 1 to 5 hold 50001 characters, and a citation quotes at most 50000"),
    );
  });

  it("says nothing of the transcript's words when it refuses", () => {
    const secret = cuesOf("the launch code", "x".repeat(limits.cueTextLength));
    expect(() => cite(secret, { firstCue: 1, lastCue: 3 })).not.toThrow(/launch/);
  });
});

describe("words", () => {
  it("of cues are joined by single spaces", () => {
    expect(quoteOf([{ text: "a" }, { text: "b\nc" }, { text: " d" }])).toBe("a b\nc  d");
    expect(quoteOf([])).toBe("");
  });

  it.each([
    ["alike", "Open the lid.", "Open the lid."],
    ["white space", "  Open\n\tthe\u00a0 lid. ", "Open the lid."],
    ["composed characters", "Cafe\u0301", "Café"],
    ["compatibility forms", "ﬁne № １", "fine No 1"],
  ])("are the same apart from %s", (_, a, b) => {
    expect(sameWords(a, b)).toBe(true);
    expect(sameWords(b, a)).toBe(true);
  });

  it.each([
    ["case", "Open", "open"],
    ["punctuation", "Open the lid.", "Open the lid"],
    ["accents", "Cafe", "Café"],
    ["a word", "Open the lid.", "Open a lid."],
    ["a space within a word", "tea pot", "teapot"],
    ["all of them", "Open the lid.", ""],
  ])("are others when they differ in %s", (_, a, b) => {
    expect(sameWords(a, b)).toBe(false);
    expect(sameWords(b, a)).toBe(false);
  });

  it("are the same as themselves with white space between them, whatever they are", () => {
    const space = fc.constantFrom(" ", "  ", "\n", "\t", "\u00a0", " \r\n ");
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 1 })), space, (words, between) => {
        expect(sameWords(words.join(between), ` ${words.join(" ")} `)).toBe(true);
      }),
    );
  });
});

describe("publishing a tutorial", () => {
  it("makes it public from now on, at the next version", () => {
    const tutorial = draft();
    expect(publishTutorial(tutorial, now)).toEqual({
      ...tutorial,
      status: "published",
      lastChange: "published",
      publishedAt: now,
      publishedVersion: 2,
      version: 2,
      updatedAt: now,
    });
  });

  it("changes nothing where it is published already: not its version, not its date", () => {
    const tutorial = published();
    expect(publishTutorial(tutorial, later)).toBe(tutorial);
  });

  it("is refused without a step", () => {
    expect(() => publishTutorial(draft([]), now)).toThrow(new TutorialNotPublishable("it has no step"));
  });

  it("is refused where a step cites nothing, and says which", () => {
    const uncited = { ...stepCiting(cues, 2), citations: [] };
    expect(() => publishTutorial(draft([stepCiting(cues, 1), uncited]), now)).toThrow(
      new TutorialNotPublishable("step 2 cites nothing"),
    );
  });

  it.each(["stale", "missing"] as const)("is refused where a citation is %s, and says which", (state) => {
    const broken = inState(stepCiting(cues, 2, 3), state);
    expect(() => publishTutorial(draft([stepCiting(cues, 1), broken]), now)).toThrow(
      new TutorialNotPublishable(`step 2 cites cues 2 to 3, and that citation is ${state}`),
    );
  });

  it("is refused for one broken citation among good ones", () => {
    const [good] = stepCiting(cues, 1).citations;
    const [broken] = inState(stepCiting(cues, 3), "stale").citations;
    const step = { ...stepCiting(cues, 1), citations: [good!, broken!] };
    expect(() => assertPublishable({ steps: [step] })).toThrow(
      new TutorialNotPublishable("step 1 cites cues 3 to 3, and that citation is stale"),
    );
  });
});

describe("publishing in spite of a citation that does not hold", () => {
  const stale = () => draft([inState(stepCiting(cues, 1), "stale")]);

  it("wants a reason, and keeps it", () => {
    expect(publishTutorial(stale(), now, "The numbers are old.")).toMatchObject({
      status: "published",
      publishedOverride: "The numbers are old.",
    });
  });

  it("keeps no reason that was not needed", () => {
    expect(publishTutorial(draft(), now, "Just to be sure.").publishedOverride).toBe(null);
  });

  it("is no excuse for a step that cites nothing", () => {
    const uncited = draft([{ ...stepCiting(cues, 2), citations: [] }]);
    expect(() => publishTutorial(uncited, now, "Never mind.")).toThrow(TutorialNotPublishable);
  });

  it("is over when it is taken back", () => {
    expect(unpublishTutorial(publishTutorial(stale(), now, "Old."), later).publishedOverride).toBe(null);
  });
});

describe("taking a tutorial back", () => {
  it("makes it a draft again, at the next version", () => {
    const tutorial = published();
    expect(unpublishTutorial(tutorial, later)).toEqual({
      ...tutorial,
      status: "draft",
      lastChange: "unpublished",
      publishedAt: null,
      publishedVersion: null,
      version: 3,
      updatedAt: later,
    });
  });

  it("changes nothing where it is a draft", () => {
    const tutorial = draft();
    expect(unpublishTutorial(tutorial, later)).toBe(tutorial);
  });

  it("lets it be published again, with a new date", () => {
    const again = publishTutorial(unpublishTutorial(published(), later), later);
    expect(again).toMatchObject({ status: "published", publishedAt: later, version: 4 });
  });
});

describe("editing a tutorial", () => {
  const steps = [stepCiting(cues, 3), stepCiting(cues, 1)].map((step) => ({ ...step, isNew: true }));
  const resolved = steps.map(({ isNew, ...step }) => step);

  it.each([
    ["its title, which leaves the slug as it is", { title: Title.parse("Another title") }],
    ["its slug", { slug: Slug.parse("another-slug") }],
    ["its steps", { steps }],
    ["all its steps away", { steps: [] }],
    ["all at once", { title: Title.parse("Another"), slug: Slug.parse("another-slug"), steps }],
    ["nothing", {}],
  ])("may change %s, at the next version", (_, changes) => {
    const tutorial = draft();
    const before = structuredClone(tutorial);
    expect(editTutorial(tutorial, changes, cues, now)).toEqual({
      ...before,
      ...changes,
      ...("steps" in changes && { steps: changes.steps.length > 0 ? resolved : [] }),
      lastChange: "edited",
      version: 2,
      updatedAt: now,
    });
    expect(tutorial).toEqual(before);
  });

  it("lets a draft hold steps that could not be published", () => {
    const uncited = { ...stepCiting(cues, 1), citations: [] };
    const edited = editTutorial(draft(), { steps: [{ ...uncited, isNew: true }] }, cues, now);
    expect(edited.steps).toEqual([uncited]);
  });

  it("verifies citations anew, whatever they were", () => {
    const stale = inState(stepCiting(cues, 1), "stale");
    const edited = editTutorial(draft(), { steps: [{ ...stale, isNew: true }] }, cues, now);
    expect(edited.steps[0]?.citations[0]?.state).toBe("verified");
  });

  it("knows its own steps by their ids, and no others", () => {
    const tutorial = draft();
    const own = tutorial.steps.map((step) => ({ ...step, isNew: false }));
    expect(editTutorial(tutorial, { steps: own }, cues, now).steps).toEqual(tutorial.steps);
    const foreign = [...own, { ...stepCiting(cues, 1), isNew: false }];
    expect(() => editTutorial(tutorial, { steps: foreign }, cues, now)).toThrow(StepUnknown);
  });

  describe("that is published", () => {
    it("leaves what readers see as it is, until it is published again, since the same date", () => {
      const edited = editTutorial(published(), { title: Title.parse("Another"), steps }, cues, later);
      const seen = { status: "published", publishedAt: now };
      expect(edited).toMatchObject({ ...seen, publishedVersion: 2, version: 3 });
      expect(publishTutorial(edited, later)).toMatchObject({ ...seen, publishedVersion: 4, version: 4 });
    });

    it("does not change its slug", () => {
      expect(() => editTutorial(published(), { slug: Slug.parse("another-slug") }, cues, later)).toThrow(
        SlugOfPublishedTutorial,
      );
    });

    it("may name the slug that it has", () => {
      const tutorial = published();
      expect(editTutorial(tutorial, { slug: tutorial.slug }, cues, later).slug).toBe(tutorial.slug);
    });

    it("changes its slug once it is taken back", () => {
      const tutorial = unpublishTutorial(published(), later);
      expect(editTutorial(tutorial, { slug: Slug.parse("another-slug") }, cues, later).slug).toBe(
        "another-slug",
      );
    });

    it.each([
      ["no steps", []],
      ["a step that cites nothing", [{ ...stepCiting(cues, 1), citations: [], isNew: true }]],
    ])("may have %s meanwhile, and cannot be published so", (_, unpublishable) => {
      const edited = editTutorial(published(), { steps: unpublishable }, cues, later);
      expect(edited).toMatchObject({ status: "published", publishedVersion: 2, version: 3 });
      expect(() => publishTutorial(edited, later)).toThrow(TutorialNotPublishable);
    });
  });
});

describe("the version of a tutorial", () => {
  it("only grows, whatever is done to it", () => {
    const deeds = [
      (tutorial: ReturnType<typeof draft>) => publishTutorial(tutorial, now),
      (tutorial: ReturnType<typeof draft>) => unpublishTutorial(tutorial, now),
      (tutorial: ReturnType<typeof draft>) =>
        editTutorial(tutorial, { title: Title.parse("Other") }, cues, now),
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...deeds), { minLength: 1, maxLength: 20 }), (done) => {
        let tutorial = draft();
        for (const deed of done) {
          const after = deed(tutorial);
          if (after === tutorial) continue;
          expect(after.version).toBe(tutorial.version + 1);
          tutorial = after;
        }
        expect(tutorial.status === "published").toBe(tutorial.publishedAt !== null);
      }),
    );
  });
});
