import { defineConfig } from "drizzle-kit";

/** Migrations are written from the models. `db:migrate` runs over TCP as the schema's owner: DATABASE_URL is theirs. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./src/domain/models/*.ts",
  // The check that compares models and migrations writes elsewhere.
  out: process.env["MIGRATIONS_DIR"] ?? "./migrations",
  casing: "snake_case",
  dbCredentials: { url: process.env["DATABASE_URL"] ?? "" },
});
