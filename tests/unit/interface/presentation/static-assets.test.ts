import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../../..");
const built = join(root, "dist/assets");

async function build(): Promise<void> {
  const [code] = await once(
    spawn(process.execPath, [join(root, "scripts/build-assets.ts")], { stdio: "inherit" }),
    "exit",
  );
  expect(code).toBe(0);
}

describe("the static assets", () => {
  test("are built whole, by several at the same time, and left alone where nothing changed", async () => {
    await Promise.all([build(), build(), build()]);
    const files = readdirSync(built, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(built.length + 1)
          .replaceAll("\\", "/"),
      );
    expect(files.sort()).toEqual([
      "_headers",
      "docs/index.html",
      "docs/init.js",
      "docs/page.css",
      "docs/swagger-ui-bundle.js",
      "docs/swagger-ui.css",
      "favicon.svg",
      "openapi.json",
      "robots.txt",
    ]);
    const written = () => files.map((file) => statSync(join(built, file)).mtimeMs);
    const before = written();
    await build();
    expect(written()).toEqual(before);
  });

  test("load nothing from elsewhere, and run no script of their own text", () => {
    const html = readFileSync(join(root, "assets/docs/index.html"), "utf8");
    expect(
      [...html.matchAll(/(?:src|href)="([^"]*)"/g)].every(([, link = ""]) => /^\/(?!\/)/.test(link)),
    ).toBe(true);
    expect([...html.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].every(([, text]) => text === "")).toBe(true);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  });

  test("have one policy for the reference, in the header and in the page", () => {
    const headers = readFileSync(join(root, "assets/_headers"), "utf8");
    const html = readFileSync(join(root, "assets/docs/index.html"), "utf8");
    const [, header = ""] = /Content-Security-Policy: (.*)/.exec(headers) ?? [];
    const [, meta = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    // A page cannot say who may frame it.
    expect(header).toBe(`${meta}; frame-ancestors 'none'`);
    expect(header).not.toMatch(/unsafe|https?:|\*/);
  });
});
