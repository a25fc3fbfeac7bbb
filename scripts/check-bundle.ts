/**
 * Holds the Worker to its size, and to what must not be in it; with --record, takes its present size as the one to
 * compare with.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { gzipSync } from "node:zlib";
import { bundleWorker } from "./bundling/bundle.ts";

const KIB = 1024;
/** What is aimed for; bench/README.md says what stands in the way. */
const GOAL_BYTES = 160 * KIB;
const MOST_GROWTH = 0.05;
const PACKAGES_SHOWN = 15;

/** What runs at build, on a page or in tests; and of Neon's driver the half that is not of HTTP. */
const FORBIDDEN = [
  /node_modules\/@neondatabase\/serverless\//,
  /node_modules\/@hono\/zod-openapi\//,
  /node_modules\/@asteasolutions\/zod-to-openapi\//,
  /node_modules\/swagger-ui/,
  /src\/infrastructure\/for-tests\//,
  /node_modules\/zod\/v4\/locales\/(?!en\.js|index\.js)/,
];

const root = new URL("..", import.meta.url).pathname;
const file = new URL("../bench/bundle-size.json", import.meta.url);
const { code, sources } = await bundleWorker();
const bytes = Buffer.byteLength(code);
const gzipBytes = gzipSync(code).length;
const kib = (size: number) => `${(size / KIB).toFixed(1)} KiB`;

console.log(
  `The Worker has ${kib(gzipBytes)} gzip, ${kib(bytes)} before. Most of that, by package, before it is minified:`,
);
for (const [name, size] of [...byPackage()].sort(([, a], [, b]) => b - a).slice(0, PACKAGES_SHOWN)) {
  console.log(`  ${kib(size).padStart(10)}  ${name}`);
}

const over = gzipBytes - GOAL_BYTES;
console.log(`The goal of ${kib(GOAL_BYTES)} is ${over > 0 ? `missed by ${kib(over)}` : "reached"}.`);

if (process.argv.includes("--record")) {
  writeFileSync(file, `${JSON.stringify({ gzipBytes }, null, 2)}\n`);
} else {
  for (const complaint of complaints()) {
    console.error(complaint);
    process.exitCode = 1;
  }
}

function* complaints(): Generator<string> {
  for (const source of sources.keys()) {
    if (FORBIDDEN.some((pattern) => pattern.test(source))) yield `${source} must not be in the Worker.`;
  }
  const { gzipBytes: recorded } = JSON.parse(readFileSync(file, "utf8")) as { gzipBytes: number };
  if (gzipBytes > recorded * (1 + MOST_GROWTH)) {
    const growth = ((gzipBytes / recorded - 1) * 100).toFixed(1);
    yield `The Worker has grown by ${growth} % over the recorded ${kib(recorded)}. If it must: npm run bundle:record`;
  }
}

function byPackage(): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [source, size] of sources) {
    const name =
      /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ??
      relative(root, source).split("/").slice(0, 3).join("/");
    sums.set(name, (sums.get(name) ?? 0) + size);
  }
  return sums;
}
