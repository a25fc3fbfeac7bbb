import type { Step } from "../../../domain/models/tutorial.ts";
import type { Citation } from "../../../domain/value-objects/citation.ts";
import { mediaLink } from "./media-link.ts";
import { renderStepText } from "./step-text.ts";
import type { TutorialView } from "./tutorial-view.ts";

/** What a name ends in where the address is that of the media themselves, not of a page that plays them. */
const AUDIO_FILE = /\.(?:aac|flac|m4a|mp3|oga|ogg|opus|wav)$/i;
const VIDEO_FILE = /\.(?:m4v|mov|mp4|mpg|ogv|webm)$/i;

type Options = {
  /** Where it is published; null for a draft. */
  url: string | null;
  /** Whether to say what the steps and the cited passages say: a page does so itself. */
  withTexts: boolean;
};

/** A tutorial as JSON-LD 1.1: a schema.org HowTo whose steps cite clips of the recording. */
export function renderTutorialJsonLd(tutorial: TutorialView, { url }: Pick<Options, "url">): string {
  return `${JSON.stringify(tutorialHowTo(tutorial, { url, withTexts: true }), null, 2)}\n`;
}

export function tutorialHowTo(tutorial: TutorialView, options: Options): object {
  const { title, language, publishedAt, updatedAt, mediaUrl, steps } = tutorial;
  const { url } = options;
  return {
    "@context": "https://schema.org",
    "@type": "HowTo",
    ...(url !== null && { "@id": url, url }),
    name: title,
    ...(language !== null && { inLanguage: language }),
    ...(publishedAt !== null && { datePublished: publishedAt.toISOString() }),
    dateModified: updatedAt.toISOString(),
    ...(mediaUrl !== null && recording(mediaUrl, title)),
    step: steps.map((step, at) => howToStep(step, at + 1, mediaUrl, options)),
  };
}

function recording(mediaUrl: string, name: string): object {
  const { pathname } = new URL(mediaUrl);
  if (AUDIO_FILE.test(pathname)) return { audio: { "@type": "AudioObject", name, contentUrl: mediaUrl } };
  const address = VIDEO_FILE.test(pathname) ? { contentUrl: mediaUrl } : { url: mediaUrl };
  return { video: { "@type": "VideoObject", name, ...address } };
}

function howToStep(
  { id, title, body, citations }: Step,
  position: number,
  mediaUrl: string | null,
  { url, withTexts }: Options,
): object {
  return {
    "@type": "HowToStep",
    position,
    name: title,
    ...(url !== null && { url: `${url}#${id}` }),
    ...(withTexts && { text: renderStepText(body) }),
    citation: citations.map((citation) => clip(citation, mediaUrl, withTexts)),
  };
}

/** Offsets are seconds from the beginning. Without a recording's address, a citation is what was said. */
function clip({ startMs, endMs, quote }: Citation, mediaUrl: string | null, withTexts: boolean): object {
  return {
    "@type": "Clip",
    startOffset: startMs / 1000,
    endOffset: endMs / 1000,
    ...(mediaUrl !== null && { url: mediaLink(mediaUrl, startMs) }),
    ...(withTexts && { text: quote }),
  };
}
