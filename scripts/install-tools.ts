/**
 * Installs what only the checks need, in a package of its own under tools/, unless it is there already. Other packages
 * of this kind are named as the argument, such as bench/parse.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const tools = join(import.meta.dirname, "..", process.argv[2] ?? "tools");

function isInstalled(): boolean {
  const { dependencies } = JSON.parse(readFileSync(join(tools, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  return Object.entries(dependencies).every(([name, version]) => {
    const installed = join(tools, "node_modules", name, "package.json");
    return existsSync(installed) && JSON.parse(readFileSync(installed, "utf8")).version === version;
  });
}

if (!isInstalled()) execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: tools, stdio: "inherit" });
