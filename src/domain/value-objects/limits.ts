/** Every limit that Cueprint puts on its input, in one place. Lengths are in UTF-16 code units unless named otherwise. */
export const limits = {
  /** Bytes of a request body. */
  requestBytes: 10 * 1024 * 1024,
  emailLength: 254, // RFC 5321, section 4.5.3.1.3 less the angle brackets
  displayNameLength: 100,
  apiKeyNameLength: 100,
  titleLength: 200,
  /** RFC 5646, section 4.4.1, recommends room for 35 characters. */
  languageTagLength: 35,
  slugLength: 80,
  mediaUrlLength: 2048,
  cuesPerTranscript: 20_000,
  cueTextLength: 10_000,
  speakerLength: 200,
  /** Milliseconds; what a Postgres integer holds, about 596 hours. */
  timeMs: 2_147_483_647,
  stepsPerTutorial: 500,
  stepTitleLength: 200,
  stepBodyLength: 50_000,
  citationsPerStep: 50,
  quoteLength: 50_000,
  pageSize: 100,
} as const;
