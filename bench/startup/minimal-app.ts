/** The least that these packages make: one operation with its OpenAPI document, and one query. */

import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { neon } from "@neondatabase/serverless";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/neon-http";
import { pgTable, text, uuid } from "drizzle-orm/pg-core";

const notes = pgTable("notes", { id: uuid().primaryKey(), text: text().notNull() });
const Note = z.object({ id: z.uuid(), text: z.string() }).openapi("Note");

const app = new OpenAPIHono<{ Bindings: { DATABASE_URL: string } }>();

app.openapi(
  createRoute({
    method: "get",
    path: "/notes/{id}",
    request: { params: z.object({ id: z.uuid() }) },
    responses: {
      200: { description: "The note.", content: { "application/json": { schema: Note } } },
      404: { description: "There is no such note." },
    },
  }),
  async (c) => {
    const db = drizzle(neon(c.env.DATABASE_URL));
    const [note] = await db
      .select()
      .from(notes)
      .where(eq(notes.id, c.req.valid("param").id));
    return note ? c.json(note, 200) : c.body(null, 404);
  },
);
app.doc("/openapi.json", { openapi: "3.1.0", info: { title: "Notes", version: "1.0.0" } });

export default app;
