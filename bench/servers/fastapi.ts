import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../tests/end-to-end/support/servers.ts";
import { startProgram, untilAnswers } from "../processes.ts";
import type { Server } from "./server.ts";

const directory =
  process.env["BENCH_FASTAPI_PEER"] ?? join(import.meta.dirname, "../../../shared/peers/fastapi");
const python = "/usr/bin/python3";

const packages =
  "python3-fastapi python3-sqlalchemy python3-asyncpg uvicorn python3-uvloop python3-httptools";

const printVersions = `import fastapi, sqlalchemy, asyncpg, uvicorn, uvloop, httptools
print(f"FastAPI {fastapi.__version__}, SQLAlchemy {sqlalchemy.__version__}, asyncpg {asyncpg.__version__}")`;

/** Its versions, or why it cannot be run here: it, and Debian's packages for it, are not everywhere. */
export async function findFastApi(): Promise<{ versions: string } | { missing: string }> {
  if (!existsSync(join(directory, "run"))) return { missing: "it is not in ../shared/peers/fastapi" };
  try {
    const { stdout } = await promisify(execFile)(python, ["-c", printVersions]);
    return { versions: stdout.trim() };
  } catch {
    return { missing: `of its Debian packages not all are installed: ${packages}` };
  }
}

/** Starts the peer on an empty database, which it lays out and fills itself. `tutorialId` is of what it has made. */
export async function startFastApi(databaseUrl: string): Promise<Server & { tutorialId: string }> {
  const port = await freePort();
  const program = startProgram(join(directory, "run"), [], {
    env: {
      PEER_DATABASE_URL: databaseUrl.replace(/^postgres(?:ql)?:/, "postgresql+asyncpg:"),
      PORT: String(port),
      WORKERS: "1",
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/openapi.json`, program);
  const [line = ""] = program.output().split("\n");
  const { tutorial } = JSON.parse(line) as { tutorial: string };
  return { url, pid: program.pid, tutorialId: tutorial };
}
