/**
 * Tells of every regular expression of the Worker whether there is a text on which it is slow: more than linear in the
 * text's length. Literals are read out of the sources; what `new RegExp` is given is seen by loading the modules.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";

/** `place` is the file and the line. */
type Pattern = { place: string; source: string; flags: string };

/** What recheck tells, as far as it is used. */
type Diagnostics = {
  status: "safe" | "vulnerable" | "unknown";
  complexity?: { summary: string };
  attack?: { pattern: string };
  error?: { kind: string };
};

const root = join(import.meta.dirname, "..");
const recheck = join(root, "tools/node_modules/recheck");
const require = createRequire(import.meta.url);
/** Its build in JavaScript: the others start a process. */
const { checkSync } = require(join(recheck, "lib/browser.js")) as {
  checkSync(source: string, flags: string, options: { timeout: number }): Diagnostics;
};

const patterns: Pattern[] = [];
/** Where expressions are made at run time, and how many of them were seen. */
const made = new Map<string, number>();
collectLiterals();
await collectMade();

const failures = [...findUnseen(), ...findSlow()];
for (const failure of failures) console.log(failure);
console.log(`${patterns.length} regular expressions were checked; ${failures.length} are to be changed.`);
process.exitCode = failures.length === 0 && patterns.length > 100 ? 0 : 1;

function collectLiterals(): void {
  const names = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  for (const name of names.filter((name) => name.endsWith(".ts"))) {
    const file = join(root, "src", name);
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
    collectFrom(source, source);
  }
}

function collectFrom(source: ts.SourceFile, node: ts.Node): void {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  const place = `${relative(root, source.fileName)}:${line + 1}`;
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf("/");
    patterns.push({ place, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
  }
  const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
  if (isCall && ts.isIdentifier(node.expression) && node.expression.text === "RegExp") made.set(place, 0);
  ts.forEachChild(node, (child) => collectFrom(source, child));
}

/** Loads the modules that make expressions, and listens. */
async function collectMade(): Promise<void> {
  const native = globalThis.RegExp;
  globalThis.RegExp = new Proxy(native, {
    construct(target, args, newTarget) {
      const pattern: RegExp = Reflect.construct(target, args, newTarget);
      // The first frame is this trap, the second is what called it.
      const caller = new Error().stack?.split("\n")[2] ?? "";
      const [, url, line] = /(file:\S+):(\d+):\d+/.exec(caller) ?? [];
      const place = `${url ? relative(root, fileURLToPath(url)) : ""}:${line}`;
      const seen = made.get(place);
      if (seen !== undefined) {
        made.set(place, seen + 1);
        patterns.push({ place, source: pattern.source, flags: pattern.flags });
      }
      return pattern;
    },
  });
  for (const place of made.keys()) await import(pathToFileURL(join(root, place.replace(/:\d+$/, ""))).href);
  globalThis.RegExp = native;
}

function findUnseen(): string[] {
  return [...made]
    .filter(([, seen]) => seen === 0)
    .map(([place]) => `${place}: what is made here is not made when the module is loaded.`);
}

/** An expression takes up to a quarter of a minute: what is known of it is kept beside the packages. */
function findSlow(): string[] {
  const cache = join(root, "node_modules/.cache/cueprint/patterns.json");
  const version: string = require(join(recheck, "package.json")).version;
  const known = readCache(cache);
  const results: Record<string, Diagnostics> = {};
  for (const { source, flags } of patterns) {
    const key = `${version} /${source}/${flags}`;
    results[key] ??= known[key] ?? checkSync(source, flags, { timeout: 120_000 });
  }
  // What is unknown for want of time may be known the next time.
  const decided = Object.entries(results).filter(([, { status }]) => status !== "unknown");
  mkdirSync(dirname(cache), { recursive: true });
  writeFileSync(cache, JSON.stringify(Object.fromEntries(decided)));

  return patterns.flatMap(({ place, source, flags }) => {
    const { status, complexity, attack, error } = results[`${version} /${source}/${flags}`] as Diagnostics;
    if (status === "safe") return [];
    const why = complexity?.summary ?? error?.kind ?? "";
    return [`${place}: ${status} (${why}): /${source}/${flags} ${attack ? `on ${attack.pattern}` : ""}`];
  });
}

function readCache(file: string): Record<string, Diagnostics> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, Diagnostics>;
  } catch {
    return {};
  }
}
