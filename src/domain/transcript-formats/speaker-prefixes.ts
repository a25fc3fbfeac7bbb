import type { Span } from "./raw-cue.ts";

/** The dialect of files that name speakers in this way. */
export const SPEAKER_PREFIXES = "speaker-prefixes";

/** What may be somebody's name: up to four capitalised words or numbers. */
export const NAME = String.raw`\p{Lu}[\p{L}\p{M}\p{N}'’.-]{0,30}(?: [\p{Lu}\p{N}][\p{L}\p{M}\p{N}'’.-]{0,30}){0,3}`;

/** How a cue begins that says who speaks: a name and a colon. */
const PREFIX = new RegExp(String.raw`^(${NAME}):\s+(?=\S)`, "u");

/** Words that stand before a colon in speech more often than anybody's name. */
const NOT_NAMES = new Set([
  "note",
  "tip",
  "warning",
  "question",
  "answer",
  "example",
  "remember",
  "step",
  "important",
]);

/**
 * Finds who speaks in a file whose cues begin with `Name: `. Nothing but the file tells a name from a word, so a name
 * counts where it begins at least two cues; cues without one get no speaker.
 *
 * @returns whether there is such a name, and what gives the spans of a text: one, with or without its speaker
 */
export function speakerPrefixes(texts: Iterable<string>): {
  isNamed: boolean;
  spansOf(text: string): Span[];
} {
  const once = new Set<string>();
  const names = new Set<string>();
  for (const text of texts) {
    const name = prefixOf(text);
    if (name === undefined) continue;
    if (once.has(name)) names.add(name);
    else once.add(name);
  }
  return {
    isNamed: names.size > 0,
    spansOf(text) {
      const name = names.size === 0 ? undefined : prefixOf(text);
      if (name === undefined || !names.has(name)) return [{ speaker: null, text }];
      return [{ speaker: name, text: text.replace(PREFIX, "") }];
    },
  };
}

function prefixOf(text: string): string | undefined {
  if (!text.includes(":")) return undefined;
  const name = PREFIX.exec(text)?.[1];
  return name === undefined || NOT_NAMES.has(name.split(" ", 1)[0]?.toLowerCase() ?? "") ? undefined : name;
}
