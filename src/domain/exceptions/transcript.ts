import type { StorageUse } from "../models/storage-use.ts";
import { DomainException } from "./domain-exception.ts";

export class TranscriptNotFound extends DomainException {
  readonly code = "transcript_not_found";
  constructor() {
    super("There is no such transcript.");
  }
}

/** Tutorials cite the transcript: deleting it would leave their citations pointing nowhere. */
export class TranscriptInUse extends DomainException {
  readonly code = "transcript_in_use";
  constructor() {
    super("Tutorials cite this transcript. Delete them first.");
  }
}

/** The transcript changed between reading it and writing what was made of it. */
export class TranscriptChanged extends DomainException {
  readonly code = "transcript_changed";
  constructor() {
    super("The transcript has changed while the tutorial was made from it. Try again.");
  }
}

/** Base of what can be wrong with an uploaded file. The message says where: the line counts from 1. */
abstract class TranscriptUnreadable extends DomainException {
  abstract override readonly code: string;
}

export class TranscriptEmpty extends TranscriptUnreadable {
  readonly code = "transcript_empty";
  constructor(message = "The transcript is empty.") {
    super(message);
  }
}

/** Binary data, a NUL character, or bytes that are not UTF-8. */
export class TranscriptNotText extends TranscriptUnreadable {
  readonly code = "transcript_not_text";
}

export class TranscriptFormatUnknown extends TranscriptUnreadable {
  readonly code = "transcript_format_unknown";
  constructor(
    message = "The format of the transcript is not known: it looks like none of those that are read. Where it is plain text without times, say so.",
  ) {
    super(message);
  }
}

/** The file is not what its format demands: the message names the line and what was expected there. */
export class TranscriptMalformed extends TranscriptUnreadable {
  readonly code = "transcript_malformed";
}

/** One of the limits on a transcript is exceeded: cues, or characters in one cue. */
export class TranscriptTooLarge extends TranscriptUnreadable {
  readonly code = "transcript_too_large";
}

export class TranscriptVersionStale extends DomainException {
  readonly code = "transcript_version_stale";
  constructor() {
    super("The transcript has changed since the version that the request names. Read it again.");
  }
}

/** A user may store so much and no more. `used` is what it would have come to. */
export class QuotaExceeded extends DomainException {
  readonly code = "quota_exceeded";
  constructor(used: StorageUse) {
    super(
      `With this there would be ${used.transcripts} transcripts of ${used.bytes} bytes in all, more than you may store. Delete some first.`,
    );
  }
}

/** `index` is the renaming that names a speaker whom the transcript does not have. */
export class SpeakerUnknown extends DomainException {
  readonly code = "speaker_unknown";
  constructor(index: number) {
    super("The transcript has no such speaker.", [
      { pointer: `/renamings/${index}/from`, code: "speaker_unknown", message: "speaks in no cue" },
    ]);
  }
}
