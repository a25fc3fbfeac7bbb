/**
 * Runs `wrangler dev` with the arguments given, in this process's own group, and ends the whole group when the launcher
 * is gone: however that ended, no workerd stays behind and holds the port.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { whenParentEnds } from "./shutdown.ts";

const wrangler = join(createRequire(import.meta.url).resolve("wrangler/package.json"), "../bin/wrangler.js");
const child = spawn(process.execPath, [wrangler, ...process.argv.slice(2)], { stdio: "inherit" });
child.once("exit", (code) => process.exit(code ?? 1));
whenParentEnds(() => process.kill(-process.pid, "SIGKILL"));
