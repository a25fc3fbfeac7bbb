import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDatabase } from "../support/database.ts";
import { freePort } from "./support/servers.ts";

const root = join(import.meta.dirname, "../..");

/** A script of ours as a process, with what it has printed so far. */
class Run {
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;
  stdout = "";
  stderr = "";

  constructor(script: string, env: Record<string, string>, args: string[] = []) {
    this.#child = spawn(process.execPath, [join(root, "scripts", script), ...args], {
      cwd: root,
      env: { ...process.env, ...env, npm_lifecycle_event: "" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stdout?.on("data", (data) => {
      this.stdout += data;
    });
    this.#child.stderr?.on("data", (data) => {
      this.stderr += data;
    });
    this.ended = once(this.#child, "close").then(([code]) => code);
  }

  /** Resolves when it has printed this; rejects where it ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(this.stdout);
        if (found) resolve(found);
      };
      this.#child.stdout?.on("data", look);
      look();
      this.ended.then((code) => reject(new Error(`ended with ${code}: ${this.stderr}`)));
    });
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }
}

let directory: string;
const runs: Run[] = [];
const run = (...parameters: ConstructorParameters<typeof Run>) => {
  const started = new Run(...parameters);
  runs.push(started);
  return started;
};

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "cueprint-data-"));
});
afterEach(async () => {
  await Promise.all(runs.splice(0).map((started) => started.stop()));
  await rm(directory, { recursive: true });
});

describe("npm start", () => {
  it("serves the sample, refuses a second start, keeps its data, and leaves nothing behind", async () => {
    const port = await freePort();
    const env = { PORT: String(port), DATA_DIR: directory };
    const api = `http://localhost:${port}`;

    const first = run("start.ts", env);
    await first.printed(new RegExp(`^Cueprint is ready: ${api}$`, "m"));
    const [page = "", slug] = /http:\S+\/t\/(\S+)/.exec(first.stdout) ?? [];
    const [key] = /cueprint_\w+/.exec(first.stdout) ?? [];
    expect(await (await fetch(page)).text()).toContain("Deploy your first Worker");
    const markdown = await fetch(`${api}/v1/published/${slug}`, { headers: { Accept: "text/markdown" } });
    expect(await markdown.text()).toContain("# Deploy your first Worker");
    expect((await fetch(`${api}/docs`)).status).toBe(200);

    const second = run("start.ts", { ...env, PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.stderr).toContain("is in use by another Cueprint");
    const sameAddress = run("start.ts", { ...env, DATA_DIR: join(directory, "other") });
    expect(await sameAddress.ended).toBe(1);
    expect(sameAddress.stderr).toContain(`port ${port} is taken`);

    expect(await first.stop()).toBe(0);
    await expect(fetch(page)).rejects.toThrow();

    const again = run("start.ts", env);
    await again.printed(/^Cueprint is ready: /m);
    expect(again.stdout).toContain(key);
    expect((await fetch(page)).status).toBe(200);
    const headers = { Authorization: `Bearer ${key}` };
    const { items } = (await (await fetch(`${api}/v1/tutorials`, { headers })).json()) as {
      items: unknown[];
    };
    expect(items).toHaveLength(1);
    expect(
      (await fetch(`${api}/v1/me`, { method: "DELETE", headers: { ...headers, "If-Match": "*" } })).status,
    ).toBe(204);
    // However the launcher ends, nothing of it holds the port.
    await again.stop("SIGKILL");
    await expect
      .poll(
        () =>
          fetch(page).then(
            () => "answers",
            () => "gone",
          ),
        { timeout: 10_000 },
      )
      .toBe("gone");
    const third = run("start.ts", env);
    await third.printed(/^Cueprint is ready: /m);
    // The demo user was erased: there is another, with the sample's tutorial once more.
    const [newPage = ""] = /http:\S+\/t\/\S+/.exec(third.stdout) ?? [];
    expect(newPage).not.toBe(page);
    expect((await fetch(newPage)).status).toBe(200);
    expect(await third.stop("SIGINT")).toBe(0);
  });
});

describe("npm run database", () => {
  async function select(output: string): Promise<unknown> {
    const [, url = ""] = /^DATABASE_URL=(.+)$/m.exec(output) ?? [];
    const [, endpoint = ""] = /^NEON_FETCH_ENDPOINT=(.+)$/m.exec(output) ?? [];
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "Neon-Connection-String": url },
      body: JSON.stringify({ query: "SELECT count(*)::integer AS users FROM users", params: [] }),
    });
    return ((await response.json()) as { rows: unknown }).rows;
  }

  it("answers over PGlite, migrated", async () => {
    const port = String(await freePort());
    const database = run("database.ts", { DATABASE_PORT: port, DATA_DIR: directory });
    await database.printed(/^NEON_FETCH_ENDPOINT=.+$/m);
    expect(database.stdout).toContain(`NEON_FETCH_ENDPOINT=http://127.0.0.1:${port}/sql`);
    expect(await select(database.stdout)).toEqual([{ users: 0 }]);
    expect(await database.stop()).toBe(0);
  });

  it("answers over a Postgres that is given", async () => {
    const { url, drop } = await createDatabase();
    const database = run("database.ts", { DATABASE_PORT: "0" }, ["--url", url]);
    await database.printed(/^NEON_FETCH_ENDPOINT=.+$/m);
    expect(await select(database.stdout)).toEqual([{ users: 0 }]);
    expect(await database.stop()).toBe(0);
    await drop();
  });

  it("says what hinders it, without the password", async () => {
    const nowhere = run("database.ts", {}, ["--url", "postgres://u:hidden-word@127.0.0.1:1/db"]);
    expect(await nowhere.ended).toBe(1);
    expect(nowhere.stderr).toContain("Cueprint cannot start");
    expect(nowhere.stderr).not.toContain("hidden-word");
  });
});
