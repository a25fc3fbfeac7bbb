import { TranscriptMalformed } from "../exceptions/transcript.ts";
import { limits } from "../value-objects/limits.ts";
import type { ReadCue, TextReader } from "./format-reader.ts";
import { assertMarkedUpLength, tooManyCues } from "./limited.ts";
import { LineCounter } from "./lines.ts";
import { type Attributes, type MarkupToken, markupTokens } from "./markup.ts";
import { withEnds } from "./open-ends.ts";
import type { Span } from "./raw-cue.ts";
import { type Clock, clockOf, parseTimeExpression } from "./ttml-times.ts";

/**
 * Timed Text Markup Language 1 and 2 (https://www.w3.org/TR/ttml2/), its profiles of IMSC and its forerunner DFXP. A
 * `p` is a cue; where it has no times and its spans have, each of these is one. Times count from the begin of what
 * stands around them.
 */
export const ttml: TextReader = {
  recognises: (text) => /^\s*</.test(text) && rootOf(text.slice(0, 10_000)) !== undefined,
  read(text) {
    const cues = withEnds([...new TtmlReader(text).cues()]);
    const dialect = dialectOf(rootOf(text));
    return { cues, ...(dialect && { dialect }) };
  },
};

/** The attributes of the first element, if it is the root of TTML. */
function rootOf(text: string): Attributes | undefined {
  for (const token of markupTokens(text)) {
    if (token.kind === "start") return localName(token.name) === "tt" ? token.attributes : undefined;
  }
  return undefined;
}

function dialectOf(root: Attributes | undefined): string | undefined {
  const values = [...(root?.values() ?? [])];
  if (values.some((value) => /\/ttaf1\b/.test(value))) return "dfxp";
  return values.some((value) => value.includes("/ttml/profile/imsc")) ? "imsc" : undefined;
}

/** When something is active; `startMs` is undefined where its times cannot be read, `endMs` where it has none. */
type Interval = {
  startMs: number | undefined;
  endMs: number | undefined;
  isMended: boolean;
};

type Element = {
  name: string;
  /** Without its prefix. */
  kind: string;
  interval: Interval;
  /** Whether it or what stands around it has times of its own. */
  isTimed: boolean;
  speaker: string | null;
  keepsSpace: boolean;
  /** Where the last child of a sequence ended. */
  sequence?: { endMs: number };
};

/** Text of a paragraph; `at` is the time of a span of its own. */
type Piece = Span & { at: Interval | undefined };

type Paragraph = {
  position: number;
  line: number;
  /** Its time, and undefined where neither it nor what stands around it has any. */
  interval: Interval | undefined;
  hasOwnTimes: boolean;
  pieces: Piece[];
};

const TIMING = ["begin", "end", "dur"];
/** Deeper than any document that people or programs write. */
const MOST_DEPTH = 100;

class TtmlReader {
  readonly #text: string;
  readonly #lines: LineCounter;
  readonly #open: Element[] = [];
  readonly #names = new Map<string, string>();
  #clock: Clock = clockOf(new Map());
  /** The agent that is described, and whether the name that is open is the one to take. */
  #agent = { id: "", isNamed: false };
  #paragraph: Paragraph | undefined;
  /** The time of the outermost timed span that is open, and how deep it stands. */
  #spanTime: { interval: Interval; depth: number } | undefined;
  #count = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lines = new LineCounter(text);
  }

  /** @throws TranscriptMalformed, TranscriptTooLarge */
  *cues(): Generator<ReadCue> {
    let hasRoot = false;
    for (const token of markupTokens(this.#text)) {
      if (this.#paragraph) {
        const { position, line } = this.#paragraph;
        assertMarkedUpLength(this.#count + 1, line, token.position - position);
      }
      if (token.kind === "doctype") this.#refuseEntities(token);
      else if (token.kind === "text") this.#say(token.text);
      else if (token.kind === "end") {
        this.#close(token.name);
        if (!this.#isInParagraph()) yield* this.#finishParagraph();
      } else {
        const kind = localName(token.name);
        hasRoot ||= kind === "tt";
        if (kind === "p") yield* this.#finishParagraph();
        this.#start(token, kind);
        if (token.isEmpty) this.#close(token.name);
      }
    }
    yield* this.#finishParagraph();
    if (!hasRoot) throw new TranscriptMalformed("The transcript is not TTML: it has no element tt.");
  }

  #isInParagraph(): boolean {
    return this.#paragraph !== undefined && this.#open.some(({ kind }) => kind === "p");
  }

  /** Entities of a document's own may grow without end, and no writer of transcripts needs them. */
  #refuseEntities({ text, position }: { text: string; position: number }): void {
    if (!text.includes("[") && !text.includes("ENTITY")) return;
    const line = this.#lines.at(position);
    throw new TranscriptMalformed(
      `The transcript is not TTML as it is read here: the document type at line ${line} declares entities or elements.`,
    );
  }

  #start(token: Extract<MarkupToken, { kind: "start" }>, kind: string): void {
    const { name, position } = token;
    const attributes = byLocalName(token.attributes);
    if (kind === "tt") this.#clock = clockOf(attributes);
    if (kind === "br") this.#say("\n", true);
    if (kind === "agent") this.#agent = { id: attributes.get("id") ?? "", isNamed: false };
    if (kind === "name") this.#startName(attributes.get("type") === "full");
    if (this.#open.length === MOST_DEPTH) {
      const line = this.#lines.at(position);
      throw new TranscriptMalformed(
        `The transcript is not TTML: at line ${line}, elements stand more than ${MOST_DEPTH} deep.`,
      );
    }
    const element = this.#elementOf(name, kind, attributes);
    this.#open.push(element);
    const hasOwnTimes = TIMING.some((attribute) => attributes.has(attribute));
    if (kind === "p") {
      const interval = element.isTimed ? element.interval : undefined;
      const line = this.#lines.at(position);
      this.#paragraph = { position, line, interval, hasOwnTimes, pieces: [] };
    } else if (kind === "span" && hasOwnTimes && this.#paragraph && !this.#spanTime) {
      this.#spanTime = { interval: element.interval, depth: this.#open.length };
    }
  }

  #elementOf(name: string, kind: string, attributes: Attributes): Element {
    const parent = this.#open.at(-1);
    const isContent = CONTENT.has(kind);
    const agents = isContent ? attributes.get("agent") : undefined;
    const space = attributes.get("space");
    return {
      name,
      kind,
      interval: isContent ? this.#intervalOf(attributes, parent) : (parent?.interval ?? NO_TIME),
      isTimed: (parent?.isTimed ?? false) || TIMING.some((attribute) => attributes.has(attribute)),
      speaker: agents === undefined ? (parent?.speaker ?? null) : this.#speakerOf(agents),
      keepsSpace: space === undefined ? (parent?.keepsSpace ?? false) : space === "preserve",
      ...(attributes.get("timeContainer") === "seq" && { sequence: { endMs: 0 } }),
    };
  }

  /** TTML2, section 12.4: a begin and an end count from the parent's begin; in a sequence, from the last sibling's end. */
  #intervalOf(attributes: Attributes, parent: Element | undefined): Interval {
    const around = parent?.interval ?? NO_TIME;
    if (around.startMs === undefined) return around;
    const base = around.startMs + (parent?.sequence?.endMs ?? 0);
    const [begin, end, duration] = TIMING.map((name) => {
      const value = attributes.get(name);
      return value === undefined ? undefined : (parseTimeExpression(value, this.#clock) ?? UNREADABLE);
    });
    const startMs = base + (begin?.ms ?? 0);
    const ends = [
      end && base + end.ms,
      duration && startMs + duration.ms,
      // What begins after the end of what stands around it would never be shown; it is kept all the same.
      around.endMs && Math.max(around.endMs, startMs),
    ].filter((ms) => ms !== undefined);
    const endMs = ends.length === 0 ? undefined : Math.min(...ends);
    if (Number.isNaN(startMs) || (endMs !== undefined && Number.isNaN(endMs)))
      return { ...NO_TIME, startMs: undefined };
    if (parent?.sequence && endMs !== undefined) parent.sequence.endMs = endMs - around.startMs;
    const isMended = [begin, end, duration].some((time) => time?.isMended) || around.isMended;
    return { startMs, endMs, isMended };
  }

  /** Of an agent's names its full one is taken, or else the first. */
  #startName(isFull: boolean): void {
    const { id } = this.#agent;
    const takesName = this.#open.at(-1)?.kind === "agent" && (isFull || !this.#names.has(id));
    if (takesName) this.#names.set(id, "");
    this.#agent = { id, isNamed: takesName };
  }

  #speakerOf(agents: string): string | null {
    const names = agents.split(/\s+/, 10).flatMap((id) => this.#names.get(id)?.trim() || []);
    return names.join(", ") || null;
  }

  #close(name: string): void {
    const at = this.#open.findLastIndex((element) => element.name === name);
    if (at < 0) return;
    this.#open.length = at;
    if (this.#spanTime && at < this.#spanTime.depth) this.#spanTime = undefined;
  }

  #say(text: string, isBreak = false): void {
    const element = this.#open.at(-1);
    const { id, isNamed } = this.#agent;
    if (element?.kind === "name" && isNamed) {
      const name = (this.#names.get(id) ?? "") + text;
      // No longer than what is refused.
      this.#names.set(id, name.slice(0, limits.markedUpCueLength));
    }
    if (!this.#paragraph || (element?.kind !== "p" && element?.kind !== "span")) return;
    const said = isBreak || element.keepsSpace ? text : text.replace(/\s+/g, " ");
    const { speaker } = element;
    const { pieces, hasOwnTimes } = this.#paragraph;
    const at = hasOwnTimes ? undefined : this.#spanTime?.interval;
    const last = pieces.at(-1);
    if (last && last.speaker === speaker && last.at === at) last.text += said;
    else pieces.push({ speaker, text: said, at });
  }

  *#finishParagraph(): Generator<ReadCue> {
    const paragraph = this.#paragraph;
    if (!paragraph) return;
    this.#paragraph = undefined;
    this.#spanTime = undefined;
    const { pieces, interval, line } = paragraph;
    const isOneCue = pieces.every(({ at }) => at === undefined);
    const cues = isOneCue ? [{ at: interval, spans: pieces }] : byTime(pieces, interval);
    for (const { at, spans } of cues) {
      this.#count += 1;
      if (this.#count > limits.cuesPerTranscript) throw tooManyCues();
      yield {
        ...(at?.startMs !== undefined && { startMs: at.startMs }),
        ...(at?.endMs !== undefined && { endMs: at.endMs }),
        ...(at?.isMended && { isMended: true }),
        spans,
        line,
      };
    }
  }
}

const NO_TIME: Interval = { startMs: 0, endMs: undefined, isMended: false };
const UNREADABLE = { ms: Number.NaN, isMended: false };

/** Elements whose times and agents are those of what is said in them. */
const CONTENT = new Set(["body", "div", "p", "span"]);

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function byLocalName(attributes: Attributes): Attributes {
  return new Map([...attributes].map(([name, value]) => [localName(name), value]));
}

/** The timed spans of a paragraph, and what stands between them where it is more than white space. */
function byTime(pieces: readonly Piece[], around: Interval | undefined) {
  const cues: { at: Interval | undefined; spans: Piece[] }[] = [];
  for (const piece of pieces) {
    if (piece.at === undefined && piece.text.trim() === "") continue;
    const last = cues.at(-1);
    const at = piece.at ?? around;
    if (last && last.at === at) last.spans.push(piece);
    else cues.push({ at, spans: [piece] });
  }
  return cues;
}
