/** Every limit that Cueprint puts on its input, in one place. Lengths are in characters: Unicode code points. The
 * readers of files count UTF-16 code units, which are never fewer. */
export const limits = {
  /** Bytes of a request body. */
  requestBytes: 10 * 1024 * 1024,
  emailLength: 254, // RFC 5321, section 4.5.3.1.3 less the angle brackets
  displayNameLength: 100,
  handleLeastLength: 3,
  handleLength: 39,
  apiKeyNameLength: 100,
  /** Seconds for which the secret before a rotation may go on working. */
  rotationOverlapSeconds: 30 * 24 * 60 * 60,
  issuerLength: 500,
  /** OpenID Connect Core 1.0, section 2. */
  subjectLength: 255,
  titleLength: 200,
  /** RFC 5646, section 4.4.1, recommends room for 35 characters. */
  languageTagLength: 35,
  slugLength: 80,
  mediaUrlLength: 2048,
  cuesPerTranscript: 20_000,
  cueTextLength: 10_000,
  /** A cue as its file has it, markup included: enough for any that says something. */
  markedUpCueLength: 100_000,
  speakerLength: 200,
  speakerRenamings: 500,
  /** Milliseconds; what a Postgres integer holds, about 596 hours. */
  timeMs: 2_147_483_647,
  stepsPerTutorial: 500,
  /** What a drafter may be asked for. */
  draftedSteps: 100,
  stepTitleLength: 200,
  stepBodyLength: 50_000,
  citationsPerStep: 50,
  /** What a drafter may note, of a tutorial that it made. */
  draftingNotes: 100,
  draftingNoteLength: 2_000,
  overrideReasonLength: 500,
  stepOperations: 100,
  quoteLength: 50_000,
  /** All quotes of a tutorial together; a transcript can be quoted whole. */
  quotesPerTutorial: 10 * 1024 * 1024,
  pageSize: 100,
  /** Tutorials on an author's page and in their feed: the latest. */
  tutorialsOfAuthor: 200,
  searchQueryLength: 500,
  searchTerms: 20,
  /** Finds that are ranked; of a word that stands nearly everywhere the rest is left out. */
  rankedFinds: 5_000,
  /** What quotas can be set to. */
  quotaTranscripts: 1_000_000,
  quotaBytes: 2 ** 50,
} as const;

/** How many requests one caller may make in a period. wrangler.toml says the same of the Workers' bindings. */
export const rateLimits = {
  /** Of an API key; without one, of an address. */
  calls: { limit: 600, periodSeconds: 60 },
  /** Of an address. */
  registrations: { limit: 10, periodSeconds: 60 },
} as const;
