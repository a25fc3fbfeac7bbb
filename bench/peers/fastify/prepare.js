/** Lays out an empty database, with one user for each key that is named. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { apiKeys, users } from "./schema.js";

const client = new pg.Client(process.env.DATABASE_URL);
await client.connect();
await client.query(await readFile(new URL("tables.sql", import.meta.url), "utf8"));
const db = drizzle(client, { casing: "snake_case" });
for (const key of process.argv.slice(2)) {
  const [user] = await db
    .insert(users)
    .values({ email: `${key}@example.com` })
    .returning();
  await db.insert(apiKeys).values({ digest: createHash("sha256").update(key).digest(), userId: user.id });
}
await client.end();
