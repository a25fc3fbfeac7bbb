/** Builds the Worker as it is deployed: dist/worker/worker.js, one file, which wrangler takes as it is. */
import { join } from "node:path";
import { writeWorker } from "./bundling/bundle.ts";

await writeWorker(join(import.meta.dirname, "../dist/worker"));
