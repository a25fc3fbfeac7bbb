import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Transcript } from "../../src/domain/models/transcript.ts";
import { publishTutorial, type Step, type Tutorial } from "../../src/domain/models/tutorial.ts";
import { revisionOf } from "../../src/domain/models/tutorial-revision.ts";
import { limits } from "../../src/domain/value-objects/limits.ts";
import { createDatabase, type TestDatabase } from "../support/database.ts";
import { withClient } from "../support/database-server.ts";
import {
  cuesOf,
  someApiKey,
  someTranscript,
  someTutorial,
  someUser,
  stepCiting,
} from "../support/fixtures.ts";

/** What Postgres itself refuses, whoever writes to it: by its own rules, without our code in between. */

const tableNames = [
  "users",
  "api_keys",
  "transcripts",
  "cues",
  "tutorials",
  "idempotency_keys",
  "identities",
  "storage_use",
  "search_entries",
  "transcript_contents",
  "tutorial_revisions",
] as const;
type TableName = (typeof tableNames)[number];
type Row = Record<string, unknown>;

const cues = cuesOf("Open the lid.", "Pour the water.", "Close the lid.");
const nobody = "019b8d5e-0000-7000-8000-000000000000";

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  client = new pg.Client(database.url);
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
});

/** Runs a test in a transaction that leaves nothing behind. */
async function rolledBack<Result>(work: () => Promise<Result>): Promise<Result> {
  await client.query("BEGIN");
  // What is put off to the end of a transaction would never be.
  await client.query("SET CONSTRAINTS ALL IMMEDIATE");
  try {
    return await work();
  } finally {
    await client.query("ROLLBACK");
  }
}

/** A model's fields as columns: `ownerId` is `owner_id`, and what is JSON goes as JSON. */
function columnsOf(model: Row): Row {
  return Object.fromEntries(
    Object.entries(model).map(([field, value]) => {
      const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return [
        column,
        ["steps", "import_report", "drafting"].includes(column) ? JSON.stringify(value) : value,
      ];
    }),
  );
}

async function insert(table: TableName, row: Row, into = client): Promise<void> {
  const places = Object.keys(row).map((_, at) => `$${at + 1}`);
  await into.query(
    `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${places.join(", ")})`,
    Object.values(row),
  );
}

let authors = 0;

/** Writes a user with a key, a transcript of three cues, a tutorial and a claim; gives them as they are stored. */
async function writeWorld(into = client) {
  const user = { ...someUser(), authorHandle: `author-${++authors}` };
  const { secret, ...issued } = await someApiKey(user);
  const key = {
    ...issued,
    rotatedAt: issued.createdAt,
    previousDigest: [...issued.digest].reverse().join(""),
    previousExpiresAt: issued.createdAt,
  };
  const transcript = someTranscript(user, cues);
  const tutorial = someTutorial(transcript, [stepCiting(cues, 1, 2), stepCiting(cues, 3)]);
  await insert("users", columnsOf(user), into);
  await insert("api_keys", columnsOf(key), into);
  await insert("transcripts", columnsOf(transcript), into);
  for (const cue of cues)
    await insert("cues", columnsOf({ ownerId: user.id, transcriptId: transcript.id, ...cue }), into);
  await insert("tutorials", columnsOf(tutorial), into);
  await insert("idempotency_keys", claim(user.id), into);
  await insert("identities", identity(user.id), into);
  await insert("transcript_contents", contentOf(transcript), into);
  return { user, key, transcript, tutorial };
}

type World = Awaited<ReturnType<typeof writeWorld>>;

const claim = (scope: string): Row => ({
  scope,
  key_digest: "a".repeat(64),
  fingerprint: "a request",
  reply: "a reply",
  created_at: new Date(),
});

const contentOf = ({ id, ownerId }: Pick<Transcript, "id" | "ownerId">): Row => ({
  owner_id: ownerId,
  transcript_id: id,
  gzip: Buffer.from("compressed"),
});

/** Of a version that is yet to come: those before have theirs already. */
const revision = (tutorial: Tutorial): Row => {
  const told = { mediaUrl: null, apiKeyId: null };
  return columnsOf({ ...revisionOf({ ...tutorial, version: 9 }, told) });
};

const identity = (userId: string): Row => ({
  issuer: "https://login.example.com",
  subject: `subject of ${userId}`,
  user_id: userId,
  created_at: new Date(),
});

/** One more valid row for a table, as it could stand beside those of the world. */
async function anotherRow(table: TableName, { user, transcript, tutorial }: World): Promise<Row> {
  switch (table) {
    case "users":
      return columnsOf(someUser());
    case "api_keys": {
      const { secret, ...key } = await someApiKey(user);
      return columnsOf(key);
    }
    case "transcripts":
      return columnsOf(someTranscript(user, cues));
    case "cues":
      return columnsOf({
        ownerId: user.id,
        transcriptId: transcript.id,
        ...cues[0],
        position: cues.length + 1,
      });
    case "tutorials":
      return columnsOf(someTutorial(transcript, []));
    case "idempotency_keys":
      return { ...claim(user.id), key_digest: "b".repeat(64) };
    case "identities":
      return { ...identity(user.id), issuer: "https://id.example.org" };
    case "storage_use": {
      // The world's user has a row already, by their transcript.
      const owner = someUser();
      await insert("users", columnsOf(owner));
      return { owner_id: owner.id, transcripts: 0, bytes: 0 };
    }
    case "transcript_contents": {
      const other = someTranscript(user, cues);
      await insert("transcripts", columnsOf(other));
      return contentOf(other);
    }
    case "tutorial_revisions":
      return revision(tutorial);
    case "search_entries":
      return {
        owner_id: user.id,
        transcript_id: transcript.id,
        position: cues.length + 1,
        words: "'word':1B",
      };
  }
}

/** What Postgres answers to a write that it refuses. */
async function refusal(write: Promise<unknown>): Promise<pg.DatabaseError> {
  const error = await write.then(
    () => expect.fail("Postgres was to refuse this"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof pg.DatabaseError) return error;
  throw error;
}

const NOT_NULL = "23502";
const FOREIGN_KEY = "23503";
const UNIQUE = "23505";
const CHECK = "23514";

/** A row that breaks one constraint and no other. */
type Case = {
  table: TableName;
  breaks: string;
  state: string;
  /** What is wrong with the row. */
  with: string;
  row: Row | ((world: World) => Row);
  /** A constraint that would be hit as well, and is dropped for the time of the test. */
  without?: string;
};

const check = (table: TableName, rule: string, wrong: string, row: Row): Case => ({
  table,
  breaks: `${table}_${rule}`,
  state: CHECK,
  with: wrong,
  row,
});

const required: Record<TableName, string[]> = {
  users: ["id", "display_name", "version", "created_at", "updated_at"],
  api_keys: ["id", "owner_id", "name", "hint", "digest", "scopes", "created_at"],
  transcripts: [
    "id",
    "owner_id",
    "title",
    "format",
    "content_hash",
    "content_bytes",
    "cue_count",
    "duration_ms",
    "import_report",
    "version",
    "created_at",
    "updated_at",
  ],
  cues: ["owner_id", "transcript_id", "position", "start_ms", "end_ms", "text"],
  tutorials: [
    "id",
    "owner_id",
    "transcript_id",
    "title",
    "slug",
    "status",
    "drafting",
    "steps",
    "last_change",
    "version",
    "created_at",
    "updated_at",
  ],
  idempotency_keys: ["scope", "key_digest", "fingerprint", "reply", "created_at"],
  identities: ["issuer", "subject", "user_id", "created_at"],
  storage_use: ["owner_id", "transcripts", "bytes"],
  search_entries: ["id", "owner_id", "transcript_id", "words"],
  transcript_contents: ["owner_id", "transcript_id", "gzip"],
  tutorial_revisions: ["tutorial_id", "version", "owner_id", "kind", "title", "slug", "steps", "created_at"],
};

const notNullCases = Object.entries(required).flatMap(([table, columns]) =>
  columns.map(
    (column): Case => ({
      table: table as TableName,
      breaks: `${table}.${column}`,
      state: NOT_NULL,
      with: `no ${column}`,
      row: { [column]: null },
    }),
  ),
);

const uniqueCases: Case[] = [
  {
    table: "users",
    breaks: "users_pkey",
    state: UNIQUE,
    with: "the id of another user",
    row: ({ user }) => ({ id: user.id }),
  },
  {
    table: "users",
    breaks: "users_email_unique",
    state: UNIQUE,
    with: "the address of another user",
    row: ({ user }) => ({ email: user.email }),
  },
  {
    table: "users",
    breaks: "users_author_handle_unique",
    state: UNIQUE,
    with: "the handle of another user",
    row: ({ user }) => ({ author_handle: user.authorHandle }),
  },
  {
    table: "api_keys",
    breaks: "api_keys_pkey",
    state: UNIQUE,
    with: "the id of another key",
    row: ({ key }) => ({ id: key.id }),
  },
  {
    table: "api_keys",
    breaks: "api_keys_digest_unique",
    state: UNIQUE,
    with: "the digest of another key",
    row: ({ key }) => ({ digest: key.digest }),
  },
  {
    table: "api_keys",
    breaks: "api_keys_previous_digest_unique",
    state: UNIQUE,
    with: "the previous digest of another key",
    row: ({ key }) => ({
      previous_digest: key.previousDigest,
      previous_expires_at: new Date(),
      rotated_at: new Date(),
    }),
  },
  {
    table: "transcripts",
    breaks: "transcripts_pkey",
    state: UNIQUE,
    with: "the id of another transcript",
    row: ({ transcript }) => ({ id: transcript.id }),
  },
  {
    table: "transcripts",
    breaks: "transcripts_owner_id_unique",
    state: UNIQUE,
    with: "the id of another transcript of the same owner",
    row: ({ transcript }) => ({ id: transcript.id }),
    without: "transcripts_pkey",
  },
  {
    table: "cues",
    breaks: "cues_pkey",
    state: UNIQUE,
    with: "the position of another cue",
    row: { position: 1 },
  },
  {
    table: "tutorials",
    breaks: "tutorials_pkey",
    state: UNIQUE,
    with: "the id of another tutorial",
    row: ({ tutorial }) => ({ id: tutorial.id }),
  },
  {
    table: "tutorials",
    breaks: "tutorials_owner_id_unique",
    state: UNIQUE,
    with: "the id of another tutorial of the same owner",
    row: ({ tutorial }) => ({ id: tutorial.id }),
    without: "tutorials_pkey",
  },
  {
    table: "tutorial_revisions",
    breaks: "tutorial_revisions_pkey",
    state: UNIQUE,
    with: "the version of another revision",
    row: { version: 1 },
  },
  {
    table: "tutorials",
    breaks: "tutorials_slug_unique",
    state: UNIQUE,
    with: "the slug of another tutorial",
    row: ({ tutorial }) => ({ slug: tutorial.slug }),
  },
  {
    table: "idempotency_keys",
    breaks: "idempotency_keys_pkey",
    state: UNIQUE,
    with: "the key of another claim in its scope",
    row: ({ user }) => claim(user.id),
  },
  {
    table: "identities",
    breaks: "identities_pkey",
    state: UNIQUE,
    with: "the subject of another user of its issuer",
    row: ({ user }) => identity(user.id),
  },
  {
    table: "transcript_contents",
    breaks: "transcript_contents_pkey",
    state: UNIQUE,
    with: "the transcript of another content",
    row: ({ transcript }) => contentOf(transcript),
  },
  {
    table: "storage_use",
    breaks: "storage_use_pkey",
    state: UNIQUE,
    with: "the owner of another row",
    row: ({ user }) => ({ owner_id: user.id }),
  },
];

const foreignKeyCases: Case[] = [
  {
    table: "api_keys",
    breaks: "api_keys_owner_id_users_id_fk",
    state: FOREIGN_KEY,
    with: "an owner who is nobody",
    row: { owner_id: nobody },
  },
  {
    table: "transcripts",
    breaks: "transcripts_owner_id_users_id_fk",
    state: FOREIGN_KEY,
    with: "an owner who is nobody",
    row: { owner_id: nobody },
  },
  {
    table: "cues",
    breaks: "cues_transcript_fkey",
    state: FOREIGN_KEY,
    with: "a transcript that is not there",
    row: { transcript_id: nobody },
  },
  {
    table: "tutorials",
    breaks: "tutorials_owner_id_users_id_fk",
    state: FOREIGN_KEY,
    with: "an owner who is nobody",
    row: { owner_id: nobody },
    without: "tutorials_transcript_fkey",
  },
  {
    table: "tutorials",
    breaks: "tutorials_transcript_fkey",
    state: FOREIGN_KEY,
    with: "a transcript that is not there",
    row: { transcript_id: nobody },
  },
];

for (const [table, column] of [
  ["identities", "user_id"],
  ["storage_use", "owner_id"],
] as const) {
  foreignKeyCases.push({
    table,
    breaks: `${table}_${column}_users_id_fk`,
    state: FOREIGN_KEY,
    with: "a user who is nobody",
    row: { [column]: nobody },
  });
}

foreignKeyCases.push({
  table: "transcript_contents",
  breaks: "transcript_contents_transcript_fkey",
  state: FOREIGN_KEY,
  with: "a transcript that is not there",
  row: { transcript_id: nobody },
});
foreignKeyCases.push({
  table: "tutorial_revisions",
  breaks: "tutorial_revisions_tutorial_fkey",
  state: FOREIGN_KEY,
  with: "a tutorial that is not there",
  row: { tutorial_id: nobody },
});

const uncited: Step = { ...stepCiting(cues, 1), citations: [] };
const stale = {
  ...stepCiting(cues, 1),
  citations: [{ ...stepCiting(cues, 1).citations[0], state: "stale" }],
};
const publishedWith = (steps: unknown) => ({
  status: "published",
  published_at: new Date(),
  published_version: 1,
  steps: JSON.stringify(steps),
});
const citing = (changes: object) => ({
  steps: JSON.stringify([
    { ...stepCiting(cues, 1), citations: [{ ...stepCiting(cues, 1, 2).citations[0], ...changes }] },
  ]),
});

const checkCases: Case[] = [
  check("users", "email_shape", "an address in capitals", { email: "Ada@example.com" }),
  check("users", "email_shape", "an address without an at sign", { email: "ada.example.com" }),
  check("users", "email_shape", "an address with two at signs", { email: "a@b@example.com" }),
  check("users", "email_shape", "white space in the address", { email: "a da@example.com" }),
  check("users", "email_shape", "a line feed behind the address", { email: "ada@example.com\n" }),
  check("users", "email_shape", "an address that is too long", {
    email: "@example.com".padStart(limits.emailLength + 1, "a"),
  }),
  check("users", "display_name_length", "an empty name", { display_name: "" }),
  check("users", "display_name_length", "a name that is too long", {
    display_name: "x".repeat(limits.displayNameLength + 1),
  }),
  check("users", "author_handle_shape", "a handle in capitals", { author_handle: "Ada" }),
  check("users", "author_handle_shape", "a handle that is too short", { author_handle: "ab" }),
  check("users", "author_handle_shape", "a handle that is too long", {
    author_handle: "a".repeat(limits.handleLength + 1),
  }),
  check("users", "version_positive", "version 0", { version: 0 }),

  check("api_keys", "digest_shape", "a digest that is too short", { digest: "a".repeat(63) }),
  check("api_keys", "digest_shape", "a digest in capitals", { digest: "A".repeat(64) }),
  check("api_keys", "digest_shape", "a line feed behind the digest", { digest: `${"a".repeat(64)}\n` }),
  check("api_keys", "previous_digest_shape", "a previous digest that is none", {
    previous_digest: "abc",
    previous_expires_at: new Date(),
    rotated_at: new Date(),
  }),
  check("api_keys", "previous_whole", "a previous digest for ever", {
    previous_digest: "c".repeat(64),
    rotated_at: new Date(),
  }),
  check("api_keys", "previous_whole", "a previous digest without a rotation", {
    previous_digest: "c".repeat(64),
    previous_expires_at: new Date(),
  }),
  check("api_keys", "name_length", "an empty name", { name: "" }),
  check("api_keys", "name_length", "a name that is too long", {
    name: "x".repeat(limits.apiKeyNameLength + 1),
  }),
  check("api_keys", "hint_length", "an empty hint", { hint: "" }),
  check("api_keys", "hint_length", "a hint that gives too much away", { hint: "x".repeat(11) }),
  check("api_keys", "scopes_known", "no scope", { scopes: [] }),
  check("api_keys", "scopes_known", "an unknown scope", { scopes: ["me:manage", "everything"] }),
  check("api_keys", "expiry_after_creation", "an expiry at its creation", {
    created_at: new Date(0),
    expires_at: new Date(0),
  }),

  check("transcripts", "title_length", "an empty title", { title: "" }),
  check("transcripts", "title_length", "a title that is too long", {
    title: "x".repeat(limits.titleLength + 1),
  }),
  check("transcripts", "language_shape", "a language with an underscore", { language: "en_GB" }),
  check("transcripts", "language_shape", "a language that is too short", { language: "e" }),
  check("transcripts", "language_shape", "a language that is too long", {
    language: "x".repeat(limits.languageTagLength + 1),
  }),
  check("transcripts", "media_url_shape", "a script for a media URL", { media_url: "javascript:alert(1)" }),
  check("transcripts", "media_url_shape", "a media URL that is too short", { media_url: "http://" }),
  check("transcripts", "media_url_shape", "a media URL that is too long", {
    media_url: "https://example.com/".padEnd(limits.mediaUrlLength + 1, "x"),
  }),
  check("transcripts", "format_known", "an unknown format", { format: "docx" }),
  check("transcripts", "content_hash_shape", "a content hash that is none", { content_hash: "abc" }),
  check("transcripts", "content_bytes_positive", "a content of no bytes", { content_bytes: 0 }),
  check("transcripts", "cue_count_range", "no cues", { cue_count: 0 }),
  check("transcripts", "cue_count_range", "too many cues", { cue_count: limits.cuesPerTranscript + 1 }),
  check("transcripts", "duration_not_negative", "a negative duration", { duration_ms: -1 }),
  check("transcripts", "version_positive", "version 0", { version: 0 }),

  check("cues", "position_range", "position 0", { position: 0 }),
  check("cues", "position_range", "a position beyond the limit", { position: limits.cuesPerTranscript + 1 }),
  check("cues", "time_range", "a negative start", { start_ms: -1 }),
  check("cues", "time_range", "an end before its start", { start_ms: 2, end_ms: 1 }),
  check("cues", "speaker_length", "an empty speaker", { speaker: "" }),
  check("cues", "speaker_length", "a speaker that is too long", {
    speaker: "x".repeat(limits.speakerLength + 1),
  }),
  check("cues", "text_length", "an empty text", { text: "" }),
  check("cues", "text_length", "a blank text", { text: " \n\t " }),
  check("cues", "text_length", "a text that is too long", { text: "x".repeat(limits.cueTextLength + 1) }),

  check("tutorials", "title_length", "an empty title", { title: "" }),
  check("tutorials", "title_length", "a title that is too long", {
    title: "x".repeat(limits.titleLength + 1),
  }),
  check("tutorials", "slug_shape", "a slug in capitals", { slug: "Abc" }),
  check("tutorials", "slug_shape", "a slug with two hyphens in a row", { slug: "a--b" }),
  check("tutorials", "slug_shape", "a slug with a slash", { slug: "a/b" }),
  check("tutorials", "slug_shape", "a line feed behind the slug", { slug: "abc\n" }),
  check("tutorials", "slug_shape", "a slug that is too short", { slug: "ab" }),
  check("tutorials", "slug_shape", "a slug that is too long", { slug: "x".repeat(limits.slugLength + 1) }),
  check("tutorials", "language_shape", "a language that is none", { language: "en--GB" }),
  check("tutorials", "language_shape", "a language that is too long", {
    language: "x".repeat(limits.languageTagLength + 1),
  }),
  check("tutorials", "status_known", "an unknown status", { status: "archived" }),
  check("tutorials", "published_at_matches", "a draft with a date of publication", {
    published_at: new Date(),
  }),
  check("tutorials", "published_at_matches", "no date of publication though published", {
    ...publishedWith([stepCiting(cues, 1)]),
    published_at: null,
  }),
  check("tutorials", "steps_shape", "steps that are an object", { steps: "{}" }),
  check("tutorials", "steps_shape", "steps that are a JSON null", { steps: "null" }),
  check("tutorials", "steps_shape", "too many steps", {
    steps: JSON.stringify(Array.from({ length: limits.stepsPerTutorial + 1 }, () => ({}))),
  }),
  check("tutorials", "publishable", "no step though published", publishedWith([])),
  check("tutorials", "publishable", "a published step that cites nothing", publishedWith([uncited])),
  check(
    "tutorials",
    "publishable",
    "one published step of two that cites nothing",
    publishedWith([stepCiting(cues, 1), uncited]),
  ),
  check("tutorials", "publishable", "a published citation that is stale", publishedWith([stale])),
  check(
    "tutorials",
    "publishable",
    "a published citation without a state",
    publishedWith([{ ...stepCiting(cues, 1), citations: [{ firstCue: 1, lastCue: 1, quote: "lies" }] }]),
  ),
  check(
    "tutorials",
    "publishable",
    "a published citation that is text",
    publishedWith([{ ...stepCiting(cues, 1), citations: ["x"] }]),
  ),
  check("tutorials", "publishable", "a step that cites nothing, though there is an override", {
    ...publishedWith([uncited]),
    published_override: "Never mind.",
  }),
  check("tutorials", "published_version_own", "another version published than this one", {
    ...publishedWith([stepCiting(cues, 1)]),
    version: 2,
  }),
  check("tutorials", "published_version_matches", "no published version though published", {
    ...publishedWith([stepCiting(cues, 1)]),
    published_version: null,
  }),
  check("tutorials", "published_version_matches", "a draft with a published version", {
    published_version: 1,
    steps: JSON.stringify([stepCiting(cues, 1)]),
  }),
  check("tutorials", "published_override_shape", "a draft with an override", {
    published_override: "Why not?",
  }),
  check("tutorials", "published_override_shape", "an empty override", {
    ...publishedWith([stale]),
    published_override: "",
  }),
  check("tutorials", "last_change_known", "an unknown change", { last_change: "guessed" }),
  check("tutorials", "version_positive", "version 0", { version: 0 }),
  check(
    "tutorials",
    "citations_hold",
    "a verified quote that its cues do not say",
    citing({ quote: "Wait." }),
  ),
  check("tutorials", "citations_hold", "a verified quote in another case", {
    ...citing({ quote: "open the lid. pour the water." }),
  }),
  check(
    "tutorials",
    "citations_hold",
    "a verified citation of other cues",
    citing({ firstCue: 2, lastCue: 3 }),
  ),
  check(
    "tutorials",
    "citations_hold",
    "a verified citation beyond the last cue",
    citing({ firstCue: 1, lastCue: 9, quote: "Open the lid. Pour the water. Close the lid." }),
  ),
  check("tutorials", "citations_hold", "a verified citation of no cues", citing({ firstCue: 8, lastCue: 9 })),
  check("tutorials", "citations_hold", "a verified citation without a quote", citing({ quote: undefined })),
];

checkCases.push(
  check("identities", "issuer_length", "an empty issuer", { issuer: "" }),
  check("identities", "issuer_length", "an issuer that is too long", {
    issuer: "x".repeat(limits.issuerLength + 1),
  }),
  check("identities", "subject_length", "an empty subject", { subject: "" }),
  check("identities", "subject_length", "a subject that is too long", {
    subject: "x".repeat(limits.subjectLength + 1),
  }),
  check("search_entries", "kind", "neither a cue nor a step", { position: null }),
  check("search_entries", "kind", "a step of no tutorial", { position: null, step_id: "a step" }),
  check("storage_use", "not_negative", "fewer transcripts than none", { transcripts: -1 }),
  check("storage_use", "not_negative", "fewer bytes than none", { bytes: -1 }),
);

const cases = [...notNullCases, ...uniqueCases, ...foreignKeyCases, ...checkCases];

describe("a row", () => {
  it.each(tableNames)("of %s is stored where nothing is wrong with it", async (table) => {
    await rolledBack(async () => {
      const world = await writeWorld();
      const count = async () => (await client.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n;
      const before = await count();
      await insert(table, await anotherRow(table, world));
      expect(await count()).toBe(before + 1);
    });
  });

  it.each(cases)("of $table is refused by $breaks: $with", async (broken) => {
    await rolledBack(async () => {
      const world = await writeWorld();
      const { table, breaks, state, row, without } = broken;
      if (without) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${without} CASCADE`);
      const wrong = typeof row === "function" ? row(world) : row;
      const error = await refusal(insert(table, { ...(await anotherRow(table, world)), ...wrong }));
      // A partition speaks for its table.
      const refusing = error.table?.replace(/^(search_entries)_\d+$/, "$1");
      expect(error.constraint ?? `${refusing}.${error.column}`).toBe(breaks);
      expect(error.code).toBe(state);
      expect(refusing).toBe(table);
    });
  });

  it("of any table is stored where it is as large as the limits say", async () => {
    await rolledBack(async () => {
      const world = await writeWorld();
      const largest: [TableName, Row][] = [
        [
          "users",
          {
            email: "@example.com".padStart(limits.emailLength, "a"),
            display_name: "x".repeat(limits.displayNameLength),
          },
        ],
        ["api_keys", { name: "x".repeat(limits.apiKeyNameLength) }],
        [
          "transcripts",
          {
            title: "x".repeat(limits.titleLength),
            language: "x".repeat(limits.languageTagLength),
            media_url: "https://example.com/".padEnd(limits.mediaUrlLength, "x"),
            cue_count: limits.cuesPerTranscript,
            duration_ms: limits.timeMs,
          },
        ],
        [
          "cues",
          {
            position: limits.cuesPerTranscript,
            start_ms: limits.timeMs,
            end_ms: limits.timeMs,
            speaker: "x".repeat(limits.speakerLength),
            text: "x".repeat(limits.cueTextLength),
          },
        ],
        [
          "tutorials",
          {
            title: "x".repeat(limits.titleLength),
            slug: "x".repeat(limits.slugLength),
            steps: JSON.stringify(Array.from({ length: limits.stepsPerTutorial }, () => stepCiting(cues, 1))),
          },
        ],
      ];
      for (const [table, row] of largest) {
        await insert(table, { ...(await anotherRow(table, world)), ...row });
        const [column, value] = Object.entries(row)[0] as [string, unknown];
        const stored = await client.query(`SELECT FROM ${table} WHERE ${column} = $1`, [value]);
        expect(stored.rowCount, table).toBe(1);
      }
    });
  });
});

describe("the cases above", () => {
  // Those of the tables' triggers are tried further below: they look at what stood there before.
  const onUpdate = [
    "users_version_grows",
    "transcripts_version_grows",
    "tutorials_version_grows",
    "tutorials_slug_kept",
    // The same as the one before it, for rows that are new; and what goes along with others, tried by the contracts.
    "tutorials_added_publishable",
    "tutorials_revised",
    "transcripts_media_followed",
    // Tried where two work at once.
    "users_forget_idempotency_keys",
    // They refuse nothing, and are tried below, and by the search.
    "cues_indexed",
    "cues_unindexed",
    "transcripts_reindexed",
    "tutorials_indexed",
    "transcripts_storage_counted",
    "transcripts_storage_recounted",
  ];

  it("are of every constraint, NOT NULL and trigger that the schema has, and of none that it has not", async () => {
    const { rows } = await client.query(`
      SELECT conname::text AS name FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'p', 'u', 'f', 'x') AND coninhcount = 0
      UNION ALL
      SELECT relname || '.' || attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND attnum > 0 AND attnotnull AND attinhcount = 0
      UNION ALL
      SELECT tgname::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
      WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal
    `);
    const tried = new Set([...cases.map(({ breaks }) => breaks), ...onUpdate]);
    // A trigger that explains a constraint goes by its name; one of them explains two.
    const present = new Set([...rows.map(({ name }) => name), "tutorials_published_version_own"]);
    expect([...tried].sort()).toEqual([...present].sort());
  });
});

describe("what is stored", () => {
  it("is counted as transcripts come, change and go, for each owner", async () => {
    await rolledBack(async () => {
      const { user, transcript } = await writeWorld();
      await writeWorld();
      const used = async () =>
        (await client.query("SELECT transcripts, bytes::int FROM storage_use WHERE owner_id = $1", [user.id]))
          .rows[0];
      const second = someTranscript(user, cues);
      await insert("transcripts", columnsOf({ ...second, contentBytes: 50 }));
      expect(await used()).toEqual({ transcripts: 2, bytes: 150 });
      await client.query("UPDATE transcripts SET content_bytes = 80, version = 2 WHERE id = $1", [second.id]);
      expect(await used()).toEqual({ transcripts: 2, bytes: 180 });
      await client.query("DELETE FROM tutorials WHERE transcript_id = $1", [transcript.id]);
      await client.query("DELETE FROM transcripts WHERE id = $1", [transcript.id]);
      expect(await used()).toEqual({ transcripts: 1, bytes: 80 });
    });
  });
});

describe("deleting a user", () => {
  it("erases all that is theirs, and nothing of anybody else's", async () => {
    await rolledBack(async () => {
      const ada = await writeWorld();
      const grace = await writeWorld();
      const counts = async ({ user, transcript }: World) => {
        const { rows } = await client.query(
          `SELECT (SELECT count(*)::int FROM users WHERE id = $1) AS users,
             (SELECT count(*)::int FROM api_keys WHERE owner_id = $1) AS keys,
             (SELECT count(*)::int FROM transcripts WHERE owner_id = $1) AS transcripts,
             (SELECT count(*)::int FROM tutorials WHERE owner_id = $1) AS tutorials,
             (SELECT count(*)::int FROM cues WHERE transcript_id = $2) AS cues,
             (SELECT count(*)::int FROM search_entries WHERE owner_id = $1) AS entries`,
          [user.id, transcript.id],
        );
        return rows[0];
      };
      const whole = { users: 1, keys: 1, transcripts: 1, tutorials: 1, cues: 3, entries: 5 };
      expect(await counts(ada)).toEqual(whole);
      await client.query("DELETE FROM users WHERE id = $1", [ada.user.id]);
      const nothing = Object.fromEntries(Object.keys(whole).map((of) => [of, 0]));
      expect(await counts(ada)).toEqual(nothing);
      expect(await counts(grace)).toEqual(whole);
    });
  });
});

describe("deleting a transcript", () => {
  it("is refused while a tutorial cites it", async () => {
    await rolledBack(async () => {
      const { transcript } = await writeWorld();
      const error = await refusal(client.query("DELETE FROM transcripts WHERE id = $1", [transcript.id]));
      expect(error).toMatchObject({ code: FOREIGN_KEY, constraint: "tutorials_transcript_fkey" });
    });
  });

  it("takes its cues along once no tutorial cites it, with what is found of both, and leaves the others'", async () => {
    await rolledBack(async () => {
      const { tutorial, transcript } = await writeWorld();
      const other = await writeWorld();
      await client.query("DELETE FROM tutorials WHERE id = $1", [tutorial.id]);
      await client.query("DELETE FROM transcripts WHERE id = $1", [transcript.id]);
      for (const table of ["cues", "search_entries"]) {
        const left = await client.query(
          `SELECT DISTINCT transcript_id FROM ${table} WHERE transcript_id IN ($1, $2)`,
          [transcript.id, other.transcript.id],
        );
        expect(left.rows, table).toEqual([{ transcript_id: other.transcript.id }]);
      }
    });
  });
});

describe("a tutorial", () => {
  it("cannot be made from another owner's transcript", async () => {
    await rolledBack(async () => {
      const ada = await writeWorld();
      const eve = await writeWorld();
      const stolen = { ...someTutorial(ada.transcript, []), ownerId: eve.user.id };
      const error = await refusal(insert("tutorials", columnsOf(stolen)));
      expect(error).toMatchObject({ code: FOREIGN_KEY, constraint: "tutorials_transcript_fkey" });
    });
  });

  it("cannot be given away, nor its transcript", async () => {
    for (const table of ["tutorials", "transcripts"] as const) {
      await rolledBack(async () => {
        const ada = await writeWorld();
        const eve = await writeWorld();
        const id = table === "tutorials" ? ada.tutorial.id : ada.transcript.id;
        const giving = client.query(
          `UPDATE ${table} SET owner_id = $1, version = version + 1 WHERE id = $2`,
          [eve.user.id, id],
        );
        const constraint =
          table === "tutorials" ? "tutorial_revisions_tutorial_fkey" : "tutorials_transcript_fkey";
        expect(await refusal(giving)).toMatchObject({ constraint });
      });
    }
  });
});

describe.each(["users", "transcripts", "tutorials"] as const)("the version of a row of %s", (table) => {
  const idIn = ({ user, transcript, tutorial }: World) =>
    ({ users: user, transcripts: transcript, tutorials: tutorial })[table].id;
  const update = (world: World, version: number) =>
    client.query(`UPDATE ${table} SET version = $1 WHERE id = $2`, [version, idIn(world)]);

  it.each([
    ["one more", 6],
    ["several more", 60],
  ])("may grow by %s", async (_, version) => {
    await rolledBack(async () => {
      const world = await writeWorld();
      await update(world, 5);
      await update(world, version);
      const { rows } = await client.query(`SELECT version FROM ${table} WHERE id = $1`, [idIn(world)]);
      expect(rows).toEqual([{ version }]);
    });
  });

  it.each([
    ["stay", 5],
    ["shrink", 4],
  ])("may not %s", async (_, version) => {
    await rolledBack(async () => {
      const world = await writeWorld();
      await update(world, 5);
      expect(await refusal(update(world, version))).toMatchObject({
        code: CHECK,
        table,
        constraint: `${table}_version_grows`,
      });
    });
  });
});

describe("the slug of a tutorial", () => {
  const write = ({ id, slug, status, publishedAt }: Tutorial) =>
    client.query(
      `UPDATE tutorials SET slug = $1, status = $2, published_at = $3, version = version + 1,
         published_version = CASE WHEN $3::timestamptz IS NOT NULL THEN coalesce(published_version, version + 1) END
       WHERE id = $4`,
      [slug, status, publishedAt, id],
    );
  const another = "another-slug" as Tutorial["slug"];
  const slugOf = async ({ id }: Tutorial) =>
    (await client.query("SELECT slug FROM tutorials WHERE id = $1", [id])).rows[0].slug;

  it("is kept while it is published", async () => {
    await rolledBack(async () => {
      const published = publishTutorial((await writeWorld()).tutorial, new Date());
      await write(published);
      expect(await refusal(write({ ...published, slug: another }))).toMatchObject({
        code: CHECK,
        table: "tutorials",
        constraint: "tutorials_slug_kept",
      });
    });
  });

  it("may be written again as it is", async () => {
    await rolledBack(async () => {
      const published = publishTutorial((await writeWorld()).tutorial, new Date());
      await write(published);
      await write(published);
      expect(await slugOf(published)).toBe(published.slug);
    });
  });

  it("may change in a draft, and on the way to being published and back", async () => {
    await rolledBack(async () => {
      const { tutorial } = await writeWorld();
      const published = publishTutorial(tutorial, new Date());
      await write({ ...tutorial, slug: another });
      expect(await slugOf(tutorial)).toBe("another-slug");
      await write(published);
      expect(await slugOf(tutorial)).toBe(tutorial.slug);
      await write({ ...tutorial, slug: another });
      expect(await slugOf(tutorial)).toBe("another-slug");
    });
  });
});

describe("a citation", () => {
  const update = ({ tutorial }: World, steps: string) =>
    client.query("UPDATE tutorials SET steps = $1, version = version + 1 WHERE id = $2", [
      steps,
      tutorial.id,
    ]);

  it("that is verified is held to its cues' words when a tutorial changes, too", async () => {
    await rolledBack(async () => {
      const world = await writeWorld();
      await update(world, citing({}).steps);
      expect(await refusal(update(world, citing({ quote: "Wait." }).steps))).toMatchObject({
        code: CHECK,
        table: "tutorials",
        constraint: "tutorials_citations_hold",
      });
    });
  });

  it("that is verified is held to the words of the new transcript where a tutorial gets another one", async () => {
    await rolledBack(async () => {
      const world = await writeWorld();
      const other = someTranscript(world.user, cues);
      await insert("transcripts", columnsOf(other));
      const moving = client.query(
        "UPDATE tutorials SET transcript_id = $1, version = version + 1 WHERE id = $2",
        [other.id, world.tutorial.id],
      );
      expect(await refusal(moving)).toMatchObject({ constraint: "tutorials_citations_hold" });
    });
  });

  it.each(["stale", "missing"])("that is %s may quote what its cues said once", async (state) => {
    await rolledBack(async () => {
      const world = await writeWorld();
      const { steps } = citing({ state, quote: "Said once.", firstCue: 8, lastCue: 9 });
      await update(world, steps);
      const { rows } = await client.query("SELECT steps FROM tutorials WHERE id = $1", [world.tutorial.id]);
      expect(rows[0].steps).toEqual(JSON.parse(steps));
    });
  });
});

describe("authenticate()", () => {
  const authenticate = (digest: string | null, scope = "me:manage", by = client) =>
    by.query("SELECT authenticate($1, $2, 'shared'), caller_id()", [digest, scope]);
  const callerId = async (by = client) => (await by.query("SELECT caller_id()")).rows[0].caller_id;
  const change = (key: World["key"], assignment: string) =>
    client.query(`UPDATE api_keys SET ${assignment} WHERE id = $1`, [key.id]);

  it("names the key's owner to the statements that follow in the transaction, and to none after it", async () => {
    await rolledBack(async () => {
      const { user, key } = await writeWorld();
      expect(await callerId()).toBeNull();
      await authenticate(key.digest);
      expect(await callerId()).toBe(user.id);
    });
    expect(await callerId()).toBeNull();
  });

  it.each([
    ["a key that nobody has", () => "0".repeat(64)],
    ["no key", () => null],
    ["a key in capitals", ({ key }: World) => key.digest.toUpperCase()],
    ["a key's id", ({ key }: World) => key.id],
  ])("refuses %s with CP401", async (_, digestIn) => {
    await rolledBack(async () => {
      const world = await writeWorld();
      const error = await refusal(authenticate(digestIn(world)));
      expect(error.code).toBe("CP401");
    });
  });

  it.each([
    ["revoked", "revoked_at = now()"],
    ["revoked, though not expired", "revoked_at = now(), expires_at = now() + interval '1 day'"],
    ["expired", "created_at = now() - interval '2 days', expires_at = now() - interval '1 millisecond'"],
    [
      "at the moment of its expiry",
      "created_at = now() - interval '2 days', expires_at = date_trunc('milliseconds', now())",
    ],
  ])("refuses a key that is %s with CP401", async (_, assignment) => {
    await rolledBack(async () => {
      const { key } = await writeWorld();
      await change(key, assignment);
      expect((await refusal(authenticate(key.digest))).code).toBe("CP401");
    });
  });

  it("refuses a key of a user who is erased with CP401", async () => {
    await rolledBack(async () => {
      const { user, key } = await writeWorld();
      await client.query("DELETE FROM users WHERE id = $1", [user.id]);
      expect((await refusal(authenticate(key.digest))).code).toBe("CP401");
    });
  });

  it("takes a key that expires later", async () => {
    await rolledBack(async () => {
      const { user, key } = await writeWorld();
      await change(key, "created_at = now() - interval '1 day', expires_at = now() + interval '1 second'");
      await authenticate(key.digest);
      expect(await callerId()).toBe(user.id);
    });
  });

  it.each(["tutorials:write", "tutorials", "", "TUTORIALS:READ"])(
    "refuses the scope %j to a key that has another one, with CP403",
    async (scope) => {
      await rolledBack(async () => {
        const { key } = await writeWorld();
        await change(key, "scopes = ARRAY['tutorials:read']");
        expect((await refusal(authenticate(key.digest, scope))).code).toBe("CP403");
      });
    },
  );

  it("says of a revoked key that it is not valid, whatever the scope", async () => {
    await rolledBack(async () => {
      const { key } = await writeWorld();
      await change(key, "revoked_at = now()");
      expect((await refusal(authenticate(key.digest, "everything"))).code).toBe("CP401");
    });
  });

  it("shows neither the digest nor the scopes in its errors", async () => {
    await rolledBack(async () => {
      const { key } = await writeWorld();
      const error = await refusal(authenticate(key.digest, "everything"));
      expect(JSON.stringify(error) + error.message).not.toMatch(new RegExp(`${key.digest}|me:manage`));
    });
  });

  it.each([
    ["none", "alone", false],
    ["none", "shared", false],
    ["shared", "shared", false],
    ["shared", "alone", true],
    ["alone", "shared", true],
    ["alone", "none", false],
  ])("locking %s, it waits for one who locks %s: %s", async (locking, others, waits) => {
    await withClient(database.url, async (other) => {
      const { key } = await writeWorld(other);
      await change(key, "last_used_at = now()");
      const lock = (by: pg.Client, how: string) =>
        by.query("SELECT authenticate($1, 'me:manage', $2)", [key.digest, how]);
      await other.query("BEGIN");
      await lock(other, others);
      await rolledBack(async () => {
        await client.query("SET LOCAL lock_timeout = '100ms'");
        const outcome = await lock(client, locking).catch(({ code }) => code);
        expect(outcome === "55P03").toBe(waits);
      });
      await other.query("COMMIT");
    });
  });

  describe("notes when a key was used", () => {
    const lastUsed = async (key: World["key"]) =>
      (
        await client.query(
          "SELECT last_used_at = date_trunc('milliseconds', now()) OR last_used_at = now()::timestamptz(3) AS now, extract(epoch FROM now() - last_used_at) AS ago FROM api_keys WHERE id = $1",
          [key.id],
        )
      ).rows[0];

    it.each([
      ["the first time", "NULL"],
      ["after five minutes", "now() - interval '5 minutes 1 second'"],
    ])("%s", async (_, before) => {
      await rolledBack(async () => {
        const { key } = await writeWorld();
        await change(key, `last_used_at = ${before}`);
        await authenticate(key.digest);
        expect((await lastUsed(key)).now).toBe(true);
      });
    });

    it("at most once in five minutes", async () => {
      await rolledBack(async () => {
        const { key } = await writeWorld();
        await change(key, "last_used_at = now() - interval '4 minutes 59 seconds'");
        await authenticate(key.digest);
        expect(Math.round((await lastUsed(key)).ago)).toBe(299);
      });
    });

    it("of that key alone", async () => {
      await rolledBack(async () => {
        const { key, user } = await writeWorld();
        const { secret, ...other } = await someApiKey(user);
        await insert("api_keys", columnsOf(other));
        await authenticate(key.digest);
        const { rows } = await client.query("SELECT last_used_at FROM api_keys WHERE id = $1", [other.id]);
        expect(rows).toEqual([{ last_used_at: null }]);
      });
    });

    it("not where the scope is missing", async () => {
      await rolledBack(async () => {
        const { key } = await writeWorld();
        await client.query("SAVEPOINT before");
        await refusal(authenticate(key.digest, "everything"));
        await client.query("ROLLBACK TO before");
        const { rows } = await client.query("SELECT last_used_at FROM api_keys WHERE id = $1", [key.id]);
        expect(rows).toEqual([{ last_used_at: null }]);
      });
    });

    it("without waiting for another caller who is about to note it", async () => {
      await withClient(database.url, async (other) => {
        const { user, key } = await writeWorld(other);
        await other.query("BEGIN");
        await authenticate(key.digest, "me:manage", other);
        await rolledBack(async () => {
          await client.query("SET LOCAL lock_timeout = '2s'");
          await authenticate(key.digest);
          expect(await callerId()).toBe(user.id);
        });
        await other.query("COMMIT");
      });
    });
  });
});

describe("assert_transcript_unchanged()", () => {
  const assertUnchanged = (id: string, version: number) =>
    client.query("SELECT assert_transcript_unchanged($1, $2)", [id, version]);
  const authenticate = ({ key }: World) =>
    client.query("SELECT authenticate($1, 'tutorials:write', 'shared')", [key.digest]);

  it("lets the caller go on whose transcript is at the version that was read", async () => {
    await rolledBack(async () => {
      const world = await writeWorld();
      await authenticate(world);
      await expect(assertUnchanged(world.transcript.id, 1)).resolves.toMatchObject({ rowCount: 1 });
    });
  });

  it.each([
    ["at a later version", 0],
    ["at an earlier version", 2],
  ])("raises CP409 where the transcript is %s", async (_, version) => {
    await rolledBack(async () => {
      const world = await writeWorld();
      await authenticate(world);
      expect((await refusal(assertUnchanged(world.transcript.id, version))).code).toBe("CP409");
    });
  });

  it("raises CP404 where there is no such transcript", async () => {
    await rolledBack(async () => {
      await authenticate(await writeWorld());
      expect((await refusal(assertUnchanged(nobody, 1))).code).toBe("CP404");
    });
  });

  it("raises CP404 for another owner's transcript, whatever its version", async () => {
    for (const version of [1, 2]) {
      await rolledBack(async () => {
        const ada = await writeWorld();
        await authenticate(await writeWorld());
        expect((await refusal(assertUnchanged(ada.transcript.id, version))).code).toBe("CP404");
      });
    }
  });

  it("raises CP404 where nobody is authenticated", async () => {
    await rolledBack(async () => {
      const { transcript } = await writeWorld();
      expect((await refusal(assertUnchanged(transcript.id, 1))).code).toBe("CP404");
    });
  });

  it("keeps the transcript as it is until the transaction ends", async () => {
    await withClient(database.url, async (other) => {
      const world = await writeWorld(other);
      const change = () =>
        other.query("UPDATE transcripts SET version = version + 1 WHERE id = $1", [world.transcript.id]);
      await other.query("SET lock_timeout = '100ms'");
      await rolledBack(async () => {
        await authenticate(world);
        await assertUnchanged(world.transcript.id, 1);
        // 55P03: the lock was not to be had.
        expect((await refusal(change())).code).toBe("55P03");
      });
      expect((await change()).rowCount).toBe(1);
    });
  });
});

describe("author_by_handle()", () => {
  it("is known to find one at most, so that a page of theirs is not sought among everybody's tutorials", async () => {
    const { rows } = await client.query("EXPLAIN (FORMAT JSON) SELECT FROM author_by_handle('ada')");
    expect(rows[0]["QUERY PLAN"][0].Plan["Plan Rows"]).toBe(1);
  });
});
