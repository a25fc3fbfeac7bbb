import { NeonDbError, neon, neonConfig } from "@neondatabase/serverless";
import { DrizzleQueryError, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/neon-http";
import { describe, expect, it } from "vitest";
import { CredentialsInvalid, ScopeMissing } from "../../../src/domain/exceptions/authentication.ts";
import { DatabaseUnavailable } from "../../../src/domain/exceptions/database.ts";
import {
  TranscriptChanged,
  TranscriptInUse,
  TranscriptNotFound,
} from "../../../src/domain/exceptions/transcript.ts";
import {
  CitationNotInTranscript,
  SlugOfPublishedTutorial,
  SlugTaken,
  TutorialNotPublishable,
} from "../../../src/domain/exceptions/tutorial.ts";
import { EmailTaken } from "../../../src/domain/exceptions/user.ts";
import { translateDatabaseError } from "../../../src/infrastructure/for-production/database-errors.ts";

/** What the real driver and Drizzle throw when the endpoint answers so: a single query, and a batch. */
async function thrown(answer: () => Promise<Response>): Promise<[how: string, error: unknown][]> {
  neonConfig.fetchFunction = answer;
  const db = drizzle(neon("postgres://api:s3cret@db.example.com/cueprint"));
  const query = () => db.execute(sql`SELECT ${"a parameter"} AS told`);
  const caught = (work: Promise<unknown>) =>
    work.then(
      () => expect.fail("the driver was to throw"),
      (error: unknown) => error,
    );
  return [
    ["a single query", await caught(query().then())],
    ["a batch", await caught(db.batch([query()]))],
  ];
}

/** How the endpoint answers where Postgres refuses a statement. */
const refusal = (fields: Record<string, string>) => async () =>
  Response.json({ message: "refused", severity: "ERROR", ...fields }, { status: 400 });

describe("the errors of the driver", () => {
  it("come wrapped from a single query and bare from a batch: both are tried here", async () => {
    const [[, single], [, batch]] = (await thrown(refusal({ code: "23505" }))) as [
      [string, DrizzleQueryError],
      [string, NeonDbError],
    ];
    expect(single).toBeInstanceOf(DrizzleQueryError);
    expect(single.message).toContain("a parameter");
    expect(single.cause).toBeInstanceOf(NeonDbError);
    expect(batch).toBeInstanceOf(NeonDbError);
    expect(batch.code).toBe("23505");
  });
});

describe("a database error", () => {
  it.each([
    ["CP401", CredentialsInvalid],
    ["CP403", ScopeMissing],
    ["CP404", TranscriptNotFound],
    ["CP409", TranscriptChanged],
  ])("of our own state %s is translated", async (code, Exception) => {
    for (const [how, error] of await thrown(refusal({ code }))) {
      expect(translateDatabaseError(error), how).toBeInstanceOf(Exception);
    }
  });

  it.each([
    ["23505", "users_email_unique", EmailTaken],
    ["23505", "tutorials_slug_unique", SlugTaken],
    ["23514", "tutorials_slug_kept", SlugOfPublishedTutorial],
    ["23503", "tutorials_transcript_fkey", TranscriptInUse],
    ["23514", "tutorials_publishable", TutorialNotPublishable],
    ["23514", "tutorials_citations_hold", CitationNotInTranscript],
  ])("%s of the constraint %s is translated", async (code, constraint, Exception) => {
    for (const [how, error] of await thrown(refusal({ code, constraint }))) {
      const translated = translateDatabaseError(error);
      expect(translated, how).toBeInstanceOf(Exception);
      expect((translated as Error).message).not.toMatch(/SELECT|a parameter|s3cret|_/);
    }
  });

  it.each([
    ["a connection that broke", "08006"],
    ["too many connections", "53300"],
    ["a full disk", "53100"],
    ["a shutdown", "57P01"],
    ["a statement that took too long", "57014"],
    ["an input or output error", "58030"],
  ])("of %s (%s) means that the database is unavailable", async (_, code) => {
    for (const [how, error] of await thrown(refusal({ code }))) {
      const translated = translateDatabaseError(error);
      expect(translated, how).toBeInstanceOf(DatabaseUnavailable);
      expect((translated as Error).cause).toBeInstanceOf(NeonDbError);
    }
  });

  it.each([
    ["a constraint that nobody should meet", { code: "23514", constraint: "cues_time_range" }],
    ["a unique constraint that nobody should meet", { code: "23505", constraint: "cues_pkey" }],
    ["a NOT NULL", { code: "23502", table: "users", column: "email" }],
    ["a syntax error", { code: "42601" }],
    ["a state of our own that nobody translates", { code: "CP999" }],
  ])(
    "of %s is a mistake of ours: the driver's error, without statement and parameters",
    async (_, fields) => {
      for (const [how, error] of await thrown(refusal(fields))) {
        const translated = translateDatabaseError(error);
        expect(translated, how).toBeInstanceOf(NeonDbError);
        expect(translated).toMatchObject(fields);
        expect((translated as Error).message).not.toMatch(/SELECT|a parameter|s3cret/);
        expect((translated as Error).stack).not.toMatch(/SELECT|a parameter|s3cret/);
      }
    },
  );
});

describe("a database that does not answer", () => {
  const timeout = () => new DOMException("The operation was aborted due to timeout", "TimeoutError");

  it.each([
    ["the network fails", () => Promise.reject(new TypeError("fetch failed"))],
    ["the deadline passes", () => Promise.reject(timeout())],
    ["the call is aborted", () => Promise.reject(new DOMException("aborted", "AbortError"))],
    ["the endpoint fails", async () => new Response("upstream is down", { status: 500 })],
    ["a proxy fails", async () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
    ["it is overloaded", async () => new Response("", { status: 503 })],
    ["it takes no more calls", async () => new Response("", { status: 429 })],
  ])("is unavailable: %s", async (_, answer) => {
    for (const [how, error] of await thrown(answer)) {
      const translated = translateDatabaseError(error);
      expect(translated, how).toBeInstanceOf(DatabaseUnavailable);
      expect((translated as Error).cause).toBeInstanceOf(NeonDbError);
      expect((translated as Error).message).toBe("The database does not answer at the moment.");
    }
  });

  it.each(["TimeoutError", "AbortError"])("is unavailable: the body breaks off with %s", (name) => {
    const error = new DOMException("while the body was read", name);
    const translated = translateDatabaseError(error);
    expect(translated).toBeInstanceOf(DatabaseUnavailable);
    expect((translated as Error).cause).toBe(error);
  });
});

describe("what is no database error", () => {
  it.each([
    ["a domain exception", new EmailTaken()],
    ["a programming mistake", new TypeError("undefined is not a function")],
    ["another DOMException", new DOMException("no", "DataCloneError")],
    ["an error with an unrelated cause", new Error("outer", { cause: new Error("inner") })],
    ["no error at all", "text"],
    ["nothing", undefined],
  ])("comes out unchanged: %s", (_, error) => {
    expect(translateDatabaseError(error)).toBe(error);
  });
});
