/** Writes openapi.json from the endpoints' contracts; with --check compares instead, and fails when it is stale. */
import { readFileSync, writeFileSync } from "node:fs";
import { createOpenApiDocument } from "./openapi-document.ts";

const file = new URL("../openapi.json", import.meta.url);
const generated = `${JSON.stringify(createOpenApiDocument(), null, 2)}\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(file, generated);
} else if (readFileSync(file, "utf8") !== generated) {
  console.error("openapi.json is stale: run npm run openapi");
  process.exitCode = 1;
}
