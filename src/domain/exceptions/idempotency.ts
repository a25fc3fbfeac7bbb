import { DomainException } from "./domain-exception.ts";

/** Not an error of the caller's: what the attempt would create is there, and this was replied. */
export class IdempotentReplay extends Error {
  readonly reply: string;
  constructor(reply: string) {
    super("the creation has been made before");
    this.name = "IdempotentReplay";
    this.reply = reply;
  }
}

export class IdempotencyKeyReused extends DomainException {
  readonly code = "idempotency_key_reused";
  constructor() {
    super("The idempotency key was used for another request. Choose a new key for each creation.");
  }
}
