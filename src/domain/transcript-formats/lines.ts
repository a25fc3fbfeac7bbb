/** Walks through the lines of a text without cutting it up beforehand. Line ends are line feeds already. */
export class LineReader {
  readonly #text: string;
  position = 0;
  /** The line that was read last, counted from 1. */
  number = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.position >= this.#text.length;
  }

  next(): string {
    const end = this.#text.indexOf("\n", this.position);
    const line = end < 0 ? this.#text.slice(this.position) : this.#text.slice(this.position, end);
    this.position = end < 0 ? this.#text.length : end + 1;
    this.number += 1;
    return line;
  }

  /** Whole lines, less the white space around them. They are not copied. */
  between(start: number, end: number): string {
    return this.#text.slice(start, end).trim();
  }

  /** Goes back to where the last line began. */
  rewind(position: number): void {
    this.position = position;
    this.number -= 1;
  }
}

/** The lines by which a format is recognised: not to the end of a book. */
export function firstLines(text: string): string[] {
  return text.slice(0, 10_000).split("\n", 100);
}

/** Tells the lines of positions that only grow, for readers that do not go by lines. */
export class LineCounter {
  readonly #text: string;
  #line = 1;
  /** Where this line ends. */
  #end: number;

  constructor(text: string) {
    this.#text = text;
    this.#end = endOfLine(text, 0);
  }

  /** Counted from 1. Positions before the last one asked for are taken to be in its line. */
  at(position: number): number {
    while (this.#end < position) {
      this.#end = endOfLine(this.#text, this.#end + 1);
      this.#line += 1;
    }
    return this.#line;
  }
}

/** Where the line of a position ends: at its line feed, or with the text. */
export function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}
