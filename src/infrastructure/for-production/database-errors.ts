import { NeonDbError } from "@neondatabase/serverless";
import { DrizzleQueryError } from "drizzle-orm";
import { CredentialsInvalid, ScopeMissing } from "../../domain/exceptions/authentication.ts";
import { DatabaseUnavailable } from "../../domain/exceptions/database.ts";
import type { DomainException } from "../../domain/exceptions/domain-exception.ts";
import { IdempotencyKeyReused, IdempotentReplay } from "../../domain/exceptions/idempotency.ts";
import {
  QuotaExceeded,
  SpeakerUnknown,
  TranscriptChanged,
  TranscriptInUse,
  TranscriptNotFound,
  TranscriptVersionStale,
} from "../../domain/exceptions/transcript.ts";
import {
  CitationNotInTranscript,
  cuesMissing,
  QuoteDiffers,
  quoteTooLong,
  SlugOfPublishedTutorial,
  SlugTaken,
  StepEditInvalid,
  StepUnknown,
  TutorialNotPublishable,
  TutorialTooLarge,
} from "../../domain/exceptions/tutorial.ts";
import { EmailTaken, HandleTaken } from "../../domain/exceptions/user.ts";

/** `detail` is the error's own, as Postgres sends it. */
type Translation = (detail: string | undefined) => Error;

/** SQLSTATEs of our own, raised by statements that go ahead of others and abort them. */
const BY_STATE: Record<string, Translation> = {
  CP208: (reply) => new IdempotentReplay(reply ?? ""),
  CP423: () => new IdempotencyKeyReused(),
  CP401: () => new CredentialsInvalid(),
  CP403: () => new ScopeMissing(),
  CP404: () => new TranscriptNotFound(),
  CP409: () => new TranscriptChanged(),
  CP422: (detail) => stepProblem(JSON.parse(detail ?? "{}")),
  CP412: () => new TranscriptVersionStale(),
  CP425: (index) => new SpeakerUnknown(Number(index)),
  CP507: (detail) => new QuotaExceeded(JSON.parse(detail ?? "{}")),
};

/** Constraints that a caller can run into in spite of all checks before: two callers at once, for the most part. */
const BY_CONSTRAINT: Record<string, Translation> = {
  // The caller's user was erased by another call of theirs, after this one had been let in.
  api_keys_owner_id_users_id_fk: () => new CredentialsInvalid(),
  transcripts_owner_id_users_id_fk: () => new CredentialsInvalid(),
  tutorials_owner_id_users_id_fk: () => new CredentialsInvalid(),
  users_author_handle_unique: () => new HandleTaken(),
  users_email_unique: () => new EmailTaken(),
  tutorials_slug_unique: () => new SlugTaken(),
  tutorials_slug_kept: () => new SlugOfPublishedTutorial(),
  tutorials_transcript_fkey: () => new TranscriptInUse(),
  tutorials_publishable: (reason) => new TutorialNotPublishable(reason ?? "a step or a citation is missing"),
  tutorials_citations_hold: () => new CitationNotInTranscript("a quote is not what its cues say"),
};

/** What raise_step_problem() tells of steps that cannot be made. */
type StepProblem = { pointer: string } & (
  | { code: "step_unknown" }
  | { code: "step_edit_invalid"; message: string }
  | { code: "tutorial_too_large"; characters: number }
  | { code: "quote_differs"; sent: string; said: string }
  | {
      code: "citation_not_in_transcript";
      firstCue: number;
      lastCue: number;
      characters: number;
      isComplete: boolean;
    }
);

function stepProblem(problem: StepProblem): DomainException {
  const { pointer } = problem;
  if (problem.code === "step_unknown") return new StepUnknown(pointer);
  if (problem.code === "step_edit_invalid") return new StepEditInvalid(pointer, problem.message);
  if (problem.code === "quote_differs") return new QuoteDiffers(pointer, problem.sent, problem.said);
  if (problem.code === "tutorial_too_large") return new TutorialTooLarge(problem.characters);
  const { firstCue, lastCue, characters, isComplete } = problem;
  const reason = isComplete ? quoteTooLong(firstCue, lastCue, characters) : cuesMissing(firstCue, lastCue);
  return new CitationNotInTranscript(reason, pointer);
}

/** Transactions that lost to others through no fault of their own: a deadlock, a serialization failure. */
export function isRetryable(error: unknown): boolean {
  return error instanceof NeonDbError && (error.code === "40P01" || error.code === "40001");
}

/** SQLSTATE classes of a database that is there but cannot serve: connection, resources, intervention, system. */
const UNAVAILABLE_CLASSES = new Set(["08", "53", "57", "58"]);

/**
 * Translates what the driver throws to the domain's exceptions, in this one place. What has no translation is a
 * mistake of ours and comes out unchanged, without the statement and parameters that Drizzle would add.
 */
export function translateDatabaseError(error: unknown): unknown {
  const thrown = error instanceof DrizzleQueryError ? error.cause : error;
  if (isTimeout(thrown)) return new DatabaseUnavailable({ cause: thrown });
  const refusal = driverError(thrown);
  if (refusal === undefined) return thrown;
  // Without a SQLSTATE it was not Postgres that answered: the network, a proxy, a deadline.
  if (!refusal.code) return new DatabaseUnavailable({ cause: refusal });
  const translation = BY_STATE[refusal.code] ?? BY_CONSTRAINT[refusal.constraint ?? ""];
  if (translation) return translation(refusal.detail);
  if (UNAVAILABLE_CLASSES.has(refusal.code.slice(0, 2))) return new DatabaseUnavailable({ cause: refusal });
  return refusal;
}

/** `db.batch()` throws the driver's error as it is; elsewhere it may be wrapped. */
function driverError(error: unknown): NeonDbError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof NeonDbError) return at;
  return undefined;
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && (error.name === "TimeoutError" || error.name === "AbortError");
}
