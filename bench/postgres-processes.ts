import { readFileSync } from "node:fs";
import type pg from "pg";

/** The processes of a Postgres, but for the one that answers here; none where it runs on another machine, or in a container. */
export async function postgresProcesses(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
  );
  return rows.map(({ pid }) => pid).filter(isPostgres);
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("postgres");
  } catch {
    return false;
  }
}
