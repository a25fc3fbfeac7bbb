/**
 * The API's main operations as the documentation of Fastify and of Drizzle show how to write them: a hook authenticates
 * by a query, the handler makes its own. DATABASE_URL names a database that prepare.js has laid out, PORT the port.
 */
import { createHash } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import Fastify from "fastify";
import { micromark } from "micromark";
import pg from "pg";
import { apiKeys, cues, transcripts, tutorials } from "./schema.js";
import { parseWebVtt } from "./webvtt.js";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });
const db = drizzle(pool, { casing: "snake_case" });
const app = Fastify({ bodyLimit: 4 * 1024 * 1024 });

const string = { type: "string" };
const integer = { type: "integer" };
const object = (properties, required = Object.keys(properties)) => ({ type: "object", properties, required });
const arrayOf = (items) => ({ type: "array", items });

const Id = object({ id: { ...string, format: "uuid" } });
const Transcript = object({ id: string, title: string, createdAt: string });
const Step = object({ title: string, body: string, citations: arrayOf(object({ cue: integer })) });
const Tutorial = object({
  id: string,
  title: string,
  slug: string,
  steps: arrayOf(Step),
  version: integer,
  createdAt: string,
});
const Find = object({ transcriptId: string, position: integer, startMs: integer, snippet: string });

app.decorateRequest("ownerId", "");

app.register(async (authenticated) => {
  authenticated.addHook("onRequest", async (request, reply) => {
    const key = (request.headers.authorization ?? "").replace("Bearer ", "");
    const digest = createHash("sha256").update(key).digest();
    const [found] = await db
      .select({ userId: apiKeys.userId })
      .from(apiKeys)
      .where(and(eq(apiKeys.digest, digest), isNull(apiKeys.revokedAt)));
    if (!found) return reply.code(401).send({ message: "invalid API key" });
    request.ownerId = found.userId;
  });

  authenticated.get(
    "/v1/tutorials/:id",
    { schema: { params: Id, response: { 200: Tutorial } } },
    async ({ params, ownerId }, reply) => {
      const [tutorial] = await db
        .select()
        .from(tutorials)
        .where(and(eq(tutorials.id, params.id), eq(tutorials.ownerId, ownerId)));
      return tutorial ?? reply.code(404).send({ message: "no such tutorial" });
    },
  );

  authenticated.post(
    "/v1/tutorials",
    {
      schema: {
        body: object({ title: string, slug: string, steps: arrayOf(Step) }),
        response: { 201: Tutorial },
      },
    },
    async ({ body, ownerId }, reply) => {
      const [tutorial] = await db
        .insert(tutorials)
        .values({ ...body, ownerId, published: true })
        .returning();
      return reply.code(201).send(tutorial);
    },
  );

  authenticated.get(
    "/v1/transcripts",
    {
      schema: {
        querystring: object({ limit: { ...integer, minimum: 1, maximum: 100, default: 20 } }, []),
        response: { 200: arrayOf(Transcript) },
      },
    },
    async ({ query, ownerId }) =>
      db
        .select()
        .from(transcripts)
        .where(eq(transcripts.ownerId, ownerId))
        .orderBy(desc(transcripts.createdAt))
        .limit(query.limit),
  );

  authenticated.post(
    "/v1/transcripts",
    { schema: { body: object({ title: string, content: string }), response: { 201: Transcript } } },
    async ({ body, ownerId }, reply) => {
      const parsed = parseWebVtt(body.content);
      if (parsed.length === 0) return reply.code(422).send({ message: "no cues" });
      const transcript = await db.transaction(async (tx) => {
        const [made] = await tx.insert(transcripts).values({ ownerId, title: body.title }).returning();
        await tx
          .insert(cues)
          .values(parsed.map((cue, position) => ({ ...cue, position, transcriptId: made.id })));
        return made;
      });
      return reply.code(201).send(transcript);
    },
  );

  authenticated.get(
    "/v1/search",
    { schema: { querystring: object({ q: string }), response: { 200: arrayOf(Find) } } },
    async ({ query: { q }, ownerId }) => {
      const wanted = sql`websearch_to_tsquery('english', ${q})`;
      return db
        .select({
          transcriptId: cues.transcriptId,
          position: cues.position,
          startMs: cues.startMs,
          snippet: sql`ts_headline('english', ${cues.text}, ${wanted})`,
        })
        .from(cues)
        .innerJoin(transcripts, eq(transcripts.id, cues.transcriptId))
        .where(and(eq(transcripts.ownerId, ownerId), sql`${cues.words} @@ ${wanted}`))
        .orderBy(desc(sql`ts_rank(${cues.words}, ${wanted})`))
        .limit(20);
    },
  );
});

app.get("/t/:slug", async ({ params }, reply) => {
  const [tutorial] = await db
    .select()
    .from(tutorials)
    .where(and(eq(tutorials.slug, params.slug), eq(tutorials.published, true)));
  if (!tutorial) return reply.code(404).send({ message: "no such tutorial" });
  return reply.type("text/html; charset=utf-8").send(page(tutorial));
});

function page({ title, steps }) {
  const sections = steps.map(
    (step) => `<section><h2>${escapeHtml(step.title)}</h2>${micromark(step.body)}</section>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body><h1>${escapeHtml(title)}</h1>${sections.join("")}</body></html>`;
}

function escapeHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
