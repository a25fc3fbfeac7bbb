/**
 * Gathers the static assets in dist/assets: what stands in assets/, the API's reference UI, and openapi.json.
 *
 * Each file is put in place with one rename, and only where its content differs: a server that reads meanwhile, or a
 * second build, sees whole files, and a watcher that looks on is not woken for nothing.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const target = join(root, "dist/assets");
const swaggerUi = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

const sources = new Map<string, string>([
  ...filesOf(join(root, "assets")),
  ["docs/swagger-ui.css", join(swaggerUi, "swagger-ui.css")],
  ["docs/swagger-ui-bundle.js", join(swaggerUi, "swagger-ui-bundle.js")],
  ["openapi.json", join(root, "openapi.json")],
]);

for (const [name, source] of sources) put(join(target, name), readFileSync(source));
for (const [name, file] of filesOf(target)) if (!sources.has(name)) rmSync(file, { force: true });

function filesOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => join(entry.parentPath, entry.name)).map((file) => [relative(folder, file), file]),
  );
}

function put(file: string, content: Buffer): void {
  if (contentOf(file)?.equals(content)) return;
  mkdirSync(dirname(file), { recursive: true });
  // Beside dist/assets, so that it is on the same volume, and no server shows it.
  const made = join(root, "dist", `.asset-${process.pid}`);
  writeFileSync(made, content);
  renameSync(made, file);
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
