import { issueApiKey } from "../../src/application/issue-api-key.ts";
import type { ApiKey } from "../../src/domain/models/api-key.ts";
import { newTranscript, type Transcript } from "../../src/domain/models/transcript.ts";
import { cite, newTutorial, type Step, type Tutorial } from "../../src/domain/models/tutorial.ts";
import { newUser, type User } from "../../src/domain/models/user.ts";
import type { ApiKeySecret } from "../../src/domain/value-objects/api-key-secret.ts";
import { ContentHash } from "../../src/domain/value-objects/content-hash.ts";
import { Cue } from "../../src/domain/value-objects/cue.ts";
import { DisplayName } from "../../src/domain/value-objects/display-name.ts";
import { EmailAddress } from "../../src/domain/value-objects/email-address.ts";
import { StepId, TranscriptId, TutorialId, UserId } from "../../src/domain/value-objects/ids.ts";
import { LanguageTag } from "../../src/domain/value-objects/language-tag.ts";
import { MediaUrl } from "../../src/domain/value-objects/media-url.ts";
import { allScopes } from "../../src/domain/value-objects/scope.ts";
import { Title } from "../../src/domain/value-objects/title.ts";
import { uuidSource as ids } from "../../src/infrastructure/for-production/uuid-source.ts";
import { FixedClock } from "../../src/infrastructure/for-tests/fixed-clock.ts";

/** Valid things, each with ids of its own, made as the domain makes them. */

/** When they were all made. */
export const made = new FixedClock().now();

export function someUser(): User {
  const email = EmailAddress.parse(`${ids.next()}@example.com`);
  return newUser({ id: UserId.parse(ids.next()), email, displayName: DisplayName.parse("Ada") }, made);
}

export async function someApiKey({
  id: ownerId,
}: Pick<User, "id">): Promise<ApiKey & { secret: ApiKeySecret }> {
  const clock = new FixedClock(made);
  const { key, secret } = await issueApiKey(
    { clock, ids },
    { name: "A key", scopes: allScopes, expiresAt: null },
  );
  return { ...key, ownerId, secret };
}

/** One cue a text, of two seconds each, one after the other. */
export function cuesOf(...texts: string[]): Cue[] {
  return texts.map((text, at) =>
    Cue.parse({ position: at + 1, startMs: at * 2_000, endMs: (at + 1) * 2_000, speaker: null, text }),
  );
}

export function someTranscript({ id: ownerId }: Pick<User, "id">, cues: readonly Cue[]): Transcript {
  const transcript = newTranscript(
    {
      id: TranscriptId.parse(ids.next()),
      title: Title.parse("A recording"),
      language: LanguageTag.parse("en-GB"),
      mediaUrl: MediaUrl.parse("https://example.com/recording.mp4"),
      contentHash: ContentHash.parse("a".repeat(64)),
      contentBytes: 100,
      cues,
      importReport: {
        format: "webvtt",
        dialect: null,
        cuesRead: cues.length,
        cuesKept: cues.length,
        repairing: [],
        repairs: [],
      },
    },
    made,
  );
  return { ...transcript, ownerId };
}

/** A step that cites the cues `firstCue` to `lastCue`. */
export function stepCiting(cues: readonly Cue[], firstCue: number, lastCue = firstCue): Step {
  return {
    id: StepId.parse(ids.next()),
    title: Title.parse(`From cue ${firstCue}`),
    body: "Do *this*.",
    citations: [cite(cues, { firstCue, lastCue })],
  };
}

export function someTutorial({ id, ownerId }: Pick<Transcript, "id" | "ownerId">, steps: Step[]): Tutorial {
  const tutorial = newTutorial(
    {
      id: TutorialId.parse(ids.next()),
      transcriptId: id,
      title: Title.parse("How it is done"),
      language: LanguageTag.parse("en"),
      drafting: { method: "extractive", notes: [] },
      steps,
    },
    made,
  );
  return { ...tutorial, ownerId };
}
