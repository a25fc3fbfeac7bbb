import { TranscriptNotFound } from "../../../domain/exceptions/transcript.ts";
import type { SearchFind, SearchRepository } from "../../../domain/repositories/search-repository.ts";
import type { SearchTerm } from "../../../domain/value-objects/search-query.ts";
import { MATCH_END, MATCH_START, snippetOf } from "../../../domain/value-objects/snippet.ts";
import type { AsCaller, Tables } from "../tables.ts";

type Entry = {
  id: string;
  own: string;
  next: string;
  find: Pick<SearchFind, "kind" | "transcript"> & { speaker?: string | null };
};

/** Finds words as they stand: of stems and of the weights of ranks only Postgres knows. */
export function inMemorySearch(tables: Tables, asCaller: AsCaller): SearchRepository {
  return {
    find: (terms, { kind, transcriptId, speaker }, { limit, after }) =>
      asCaller((caller) => {
        const own = tables.transcripts.filter(({ ownerId }) => ownerId === caller);
        if (transcriptId !== undefined && !own.some(({ id }) => id === transcriptId))
          throw new TranscriptNotFound();
        const entries: Entry[] = own.flatMap((transcript) => [
          ...transcript.cues.map(({ text, ...cue }, at) => ({
            id: `${transcript.id} ${String(at).padStart(5, "0")}`,
            own: text,
            next: transcript.cues[at + 1]?.text ?? "",
            find: {
              kind: "cue" as const,
              transcript: { id: transcript.id, title: transcript.title },
              ...cue,
            },
          })),
          ...tables.tutorials
            .filter((tutorial) => tutorial.transcriptId === transcript.id)
            .flatMap((tutorial) =>
              tutorial.steps.map(({ id, title, body, citations: [first] }) => ({
                id: `${tutorial.id} ${id}`,
                own: `${title}\n${body}`,
                next: "",
                find: {
                  kind: "step" as const,
                  transcript: { id: transcript.id, title: transcript.title },
                  tutorial: { id: tutorial.id, title: tutorial.title },
                  step: { id, title },
                  startMs: first?.startMs ?? null,
                  endMs: first?.endMs ?? null,
                },
              })),
            ),
        ]);
        const found = entries
          .filter(({ find }) => kind === undefined || find.kind === kind)
          .filter(({ find }) => transcriptId === undefined || find.transcript.id === transcriptId)
          .filter(
            ({ find }) =>
              speaker === undefined || (find.speaker ?? "").toLowerCase() === speaker.toLowerCase(),
          )
          .map((entry) => ({ ...entry, rank: rankOf(entry, terms) }))
          .filter(({ rank }) => rank > 0)
          .sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1))
          .filter(
            ({ rank, id }) =>
              after === undefined ||
              rank < Number(after.rank) ||
              (rank === Number(after.rank) && id > after.id),
          );
        const shown = found.slice(0, limit);
        const last = found.length > limit ? shown.at(-1) : undefined;
        return {
          items: shown.map(({ find, own, next, rank }) => {
            const text = next === "" ? own : `${own} ${next}`;
            return { ...find, rank, snippet: snippetOf(text, marked(text, terms)) } as SearchFind;
          }),
          next: last ? { rank: String(last.rank), id: last.id } : null,
        };
      }),
  };
}

function rankOf({ own, next }: Entry, terms: readonly SearchTerm[]): number {
  const ownLength = wordsOf(own).length;
  const words = wordsOf(`${own} ${next}`);
  const excluded = terms.filter(({ isExcluded }) => isExcluded).flatMap((term) => placesOf(words, term));
  const wanted = terms.filter(({ isExcluded }) => !isExcluded).map((term) => placesOf(words, term));
  const begins = (place: number) => place < ownLength;
  if (excluded.some(begins) || wanted.some((places) => places.length === 0)) return 0;
  return wanted.flat().some(begins) ? wanted.flat().length / (1 + ownLength) : 0;
}

/** Words with where they stand; each character of scripts that put no space between words is one. */
function wordsOf(text: string) {
  return [
    ...text
      .toLowerCase()
      .matchAll(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{M}\p{N}]+/gu),
  ];
}

function placesOf(words: RegExpExecArray[], { kind, text }: SearchTerm): number[] {
  const wanted = wordsOf(text).map(([word]) => word);
  const fits = (word: string | undefined, at: number) =>
    kind === "prefix" && at === wanted.length - 1 ? word?.startsWith(wanted[at] ?? "") : word === wanted[at];
  return words.flatMap((_, start) =>
    wanted.every((_, at) => fits(words[start + at]?.[0], at)) ? [start] : [],
  );
}

function marked(text: string, terms: readonly SearchTerm[]): string {
  const words = wordsOf(text);
  const marks = new Set(
    terms.flatMap((term) =>
      term.isExcluded
        ? []
        : placesOf(words, term).flatMap((start) => wordsOf(term.text).map((_, at) => start + at)),
    ),
  );
  let result = "";
  let end = 0;
  for (const [at, word] of words.entries()) {
    const shown = text.slice(word.index, word.index + word[0].length);
    result += text.slice(end, word.index) + (marks.has(at) ? MATCH_START + shown + MATCH_END : shown);
    end = word.index + word[0].length;
  }
  return result + text.slice(end);
}
