/**
 * Gathers the static assets in dist/assets: what stands in assets/, the API's reference UI, and openapi.json. Made
 * beside and put in place with one rename, so that a server that reads them meanwhile never sees half.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const target = join(root, "dist/assets");
const swaggerUi = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

mkdirSync(dirname(target), { recursive: true });
const made = mkdtempSync(join(root, "dist/assets-"));
cpSync(join(root, "assets"), made, { recursive: true });
for (const file of ["swagger-ui.css", "swagger-ui-bundle.js"])
  cpSync(join(swaggerUi, file), join(made, "docs", file));
cpSync(join(root, "openapi.json"), join(made, "openapi.json"));

if (existsSync(target) && sameContent(made, target)) rmSync(made, { recursive: true });
else replace(target, made);

function sameContent(a: string, b: string): boolean {
  const files = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
      .sort();
  const [inA, inB] = [files(a), files(b)];
  return (
    inA.length === inB.length &&
    inA.every((file, at) => file === inB[at] && readFileSync(a + file).equals(readFileSync(b + file)))
  );
}

/** Another build may do the same at the same time: the last one stays. */
function replace(folder: string, by: string): void {
  const old = `${by}-old`;
  try {
    renameSync(folder, old);
  } catch {
    // There was none, or another build has just taken it away.
  }
  try {
    renameSync(by, folder);
  } catch {
    rmSync(by, { recursive: true });
  }
  rmSync(old, { recursive: true, force: true });
}
