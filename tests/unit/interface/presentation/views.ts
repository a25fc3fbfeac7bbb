import { cite } from "../../../../src/domain/models/tutorial.ts";
import type { Citation } from "../../../../src/domain/value-objects/citation.ts";
import { StepId } from "../../../../src/domain/value-objects/ids.ts";
import { LanguageTag } from "../../../../src/domain/value-objects/language-tag.ts";
import { MediaUrl } from "../../../../src/domain/value-objects/media-url.ts";
import { Slug } from "../../../../src/domain/value-objects/slug.ts";
import { Title } from "../../../../src/domain/value-objects/title.ts";
import { uuidSource as ids } from "../../../../src/infrastructure/for-production/uuid-source.ts";
import type { TutorialView } from "../../../../src/interface/http/presentation/tutorial-view.ts";
import { cuesOf } from "../../../support/fixtures.ts";

type Parts = {
  title?: string;
  language?: string | null;
  mediaUrl?: string | null;
  status?: TutorialView["status"];
  publishedOverride?: string;
  updatedAt?: Date;
  steps?: { title?: string; body?: string; quotes?: string[]; state?: Citation["state"] }[];
};

const published = new Date("2026-03-04T05:06:07.000Z");

/** A tutorial as its readers get it, with one step where nothing else is said. */
export function viewOf({ status = "published", steps = [{}], ...rest }: Parts = {}): TutorialView {
  return {
    title: Title.parse(rest.title ?? "Make coffee"),
    slug: Slug.parse("make-coffee-1a2b"),
    language: rest.language ? LanguageTag.parse(rest.language) : null,
    status,
    publishedAt: status === "published" ? published : null,
    updatedAt: rest.updatedAt ?? published,
    mediaUrl: rest.mediaUrl ? MediaUrl.parse(rest.mediaUrl) : null,
    publishedOverride: rest.publishedOverride ?? null,
    steps: steps.map(
      ({ title = "Boil water", body = "Fill the *kettle*.", quotes = ["boil some water"], state }) => {
        const cues = cuesOf(...quotes);
        return {
          id: StepId.parse(ids.next()),
          title: Title.parse(title),
          body,
          citations: quotes.map((_, at) => {
            const citation = cite(cues, { firstCue: at + 1, lastCue: at + 1 });
            return state ? { ...citation, state } : citation;
          }),
        };
      },
    ),
  };
}

/** Text of people who mean no good. */
export const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  "]]><script>alert(1)</script>",
  "--><script>alert(1)</script><!--",
  "</title></style></textarea><script>alert(1)</script>",
  "[click](javascript:alert(1))",
  "![x](javascript:alert(1))",
  '<a href="javascript:alert(1)">x</a>',
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "{{alert(1)}}",
  "\u202Etxet desrever",
];
