/**
 * A creation that its caller may repeat without making it twice. It is recorded in the transaction of the creation
 * itself: a repeated attempt of the same key and fingerprint throws IdempotentReplay with the reply that is recorded,
 * one of another fingerprint throws IdempotencyKeyReused, and neither creates anything.
 */
export type Attempt = {
  /** SHA-256 of the key that the caller has chosen, in hexadecimal. */
  keyDigest: string;
  /** Tells whether two requests are the same. */
  fingerprint: string;
  /** What to answer, now and each time again. */
  reply: string;
};

/** Makes the attempt of what is about to be created: the reply is known before it is stored. */
export type AttemptOf<Created> = (created: Created) => Promise<Attempt>;
