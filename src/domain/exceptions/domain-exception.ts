/**
 * The base of all that may go wrong by the rules of the domain. `code` is stable and part of the API's contract;
 * the message is for people and must be safe to show to the caller: no secrets, no text of a transcript.
 */
export abstract class DomainException extends Error {
  abstract readonly code: string;
  /** Which inputs were wrong, where that is known. `pointer` is a JSON Pointer (RFC 6901) into the request's body. */
  readonly errors: readonly InputError[];

  constructor(message: string, errors: readonly InputError[] = []) {
    super(message);
    this.name = new.target.name;
    this.errors = errors;
  }
}

export type InputError = { pointer: string; code: string; message: string };
