import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../tests/end-to-end/support/servers.ts";
import { startProgram, untilAnswers } from "../processes.ts";
import type { Server } from "./server.ts";

const root = join(import.meta.dirname, "../..");

/** The API on Deno, as `npm run deno` starts it but on loopback alone. */
export async function startDeno(bindings: Record<string, string>): Promise<Server> {
  await promisify(execFile)("npm", ["run", "--silent", "build:assets"], { cwd: root });
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const program = startProgram(
    join(root, "node_modules/.bin/deno"),
    ["run", "--allow-net", "--allow-env", "--allow-read", "src/deno.ts"],
    {
      cwd: root,
      env: {
        ...bindings,
        PORT: String(port),
        DENO_SERVE_ADDRESS: `tcp:${address}`,
        DENO_NO_UPDATE_CHECK: "1",
      },
    },
  );
  const url = `http://${address}`;
  await untilAnswers(`${url}/healthz`, program);
  return { url, pid: program.pid };
}
