import type { Drafter } from "../../../../src/application/ports/drafter.ts";
import { registerUser } from "../../../../src/application/register-user.ts";
import { DisplayName } from "../../../../src/domain/value-objects/display-name.ts";
import { EmailAddress } from "../../../../src/domain/value-objects/email-address.ts";
import type { Scope } from "../../../../src/domain/value-objects/scope.ts";
import { Title } from "../../../../src/domain/value-objects/title.ts";
import { FixedClock } from "../../../../src/infrastructure/for-tests/fixed-clock.ts";
import { InMemoryDatabase } from "../../../../src/infrastructure/for-tests/in-memory-database.ts";
import { SequentialIds } from "../../../../src/infrastructure/for-tests/sequential-ids.ts";
import { cuesOf, someTranscript } from "../../../support/fixtures.ts";

/** Everything that use cases depend on, on an empty database in memory. Each test makes its own. */
export function startWorld() {
  const clock = new FixedClock();
  const ids = new SequentialIds();
  const database = new InMemoryDatabase(clock);
  const { registration, publishedTutorials } = database.publicRepositories();

  /** Registers a user, and gives their repositories. */
  async function register(email: string) {
    const input = { email: EmailAddress.parse(email), displayName: DisplayName.parse("Ada") };
    const configuration = { registrationOpen: true };
    const { user, key, secret } = await registerUser({ registration, clock, ids, configuration }, input);
    const as = (scope: Scope) => database.callerRepositories({ digest: key.digest, scope });
    return {
      user,
      key,
      secret,
      users: as("me:manage").users,
      apiKeys: as("keys:manage").apiKeys,
      transcripts: as("transcripts:write").transcripts,
      tutorials: as("tutorials:write").tutorials,
    };
  }

  return { clock, ids, database, registration, publishedTutorials, register };
}

export const teaCues = cuesOf("Open the lid.", "Pour the water.", "Close the lid.", "Wait.");

/** The same with a user, and a transcript of theirs about tea. */
export async function startWorldWithTranscript() {
  const world = startWorld();
  const ada = await world.register("ada@example.com");
  const added = await ada.transcripts.add(someTranscript(ada.user, teaCues), teaCues, "WEBVTT");
  const { sameContentAs: _, ...transcript } = added;
  return { ...world, ...ada, transcript };
}

/** A drafter that makes a step of each pair of cues, as many as are asked for. */
export const pairDrafter: Drafter = {
  async draft({ cues }, { steps: count = 500 }) {
    const steps = cues
      .filter(({ position }) => position % 2 === 1)
      .slice(0, count)
      .map(({ position, text }) => ({
        title: Title.parse(`Step: ${text}`),
        body: `*${text}*`,
        citations: [{ firstCue: position, lastCue: Math.min(position + 1, cues.length) }],
      }));
    return { steps, notes: [] };
  },
};
