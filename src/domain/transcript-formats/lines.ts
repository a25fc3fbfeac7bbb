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
