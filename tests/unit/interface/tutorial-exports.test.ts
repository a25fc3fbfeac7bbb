import { describe, expect, it } from "vitest";
import { pageContentSecurityPolicy } from "../../../src/interface/http/presentation/page-shell.ts";
import { TutorialHowTo } from "../../../src/interface/http/schemas/tutorial-how-to.ts";
import { startApi } from "./support/api.ts";

const kinds = [
  ["json", "application/json", "application/json", "json", /^\{"/],
  ["markdown", "text/markdown", "text/markdown; charset=utf-8", "md", /^---\n/],
  ["text", "text/plain", "text/plain; charset=utf-8", "txt", /^First steps\n/],
  ["html", "text/html", "text/html; charset=utf-8", "html", /^<!doctype html>\n/],
  ["jsonld", "application/ld+json", "application/ld+json", "jsonld", /^\{\n {2}"@context"/],
] as const;

async function startBusyApi() {
  const api = startApi();
  const { key } = await api.register();
  const { id, slug } = await api.draft(key);
  await api.call("POST", `/v1/tutorials/${id}/publish`, { key });
  const addresses: [string, string | undefined][] = [
    [`/v1/tutorials/${id}`, key],
    [`/v1/published/${slug}`, undefined],
  ];
  return { ...api, key, id, slug, addresses };
}

describe("a tutorial, one's own or published", () => {
  it.each(kinds)("comes as %s by Accept, to be shown", async (_, accept, contentType, __, begins) => {
    const { call, addresses } = await startBusyApi();
    for (const [path, key] of addresses) {
      const { status, headers, text } = await call("GET", path, { key, headers: { Accept: accept } });
      expect([status, headers.get("Content-Type")]).toEqual([200, contentType]);
      expect(headers.get("Vary")).toContain("Accept");
      expect(headers.get("Content-Disposition")).toBeNull();
      expect(text).toMatch(begins);
    }
  });

  it.each(kinds)(
    "comes as %s by download, to be saved",
    async (name, accept, contentType, extension, begins) => {
      const { call, slug, addresses } = await startBusyApi();
      for (const [path, key] of addresses) {
        const file = await call("GET", `${path}?download=${name}`, { key, headers: { Accept: "image/png" } });
        expect([file.status, file.headers.get("Content-Type")]).toEqual([200, contentType]);
        expect(file.headers.get("Content-Disposition")).toBe(`attachment; filename="${slug}.${extension}"`);
        expect(file.text).toMatch(begins);
        const shown = await call("GET", path, { key, headers: { Accept: accept } });
        expect([file.headers.get("ETag"), file.text]).toEqual([shown.headers.get("ETag"), shown.text]);
      }
    },
  );

  it("has an ETag for each", async () => {
    const { call, addresses } = await startBusyApi();
    for (const [path, key] of addresses) {
      const read = async (accept: string) => call("GET", path, { key, headers: { Accept: accept } });
      const replies = await Promise.all(kinds.map(([, accept]) => read(accept)));
      expect(new Set(replies.map(({ headers }) => headers.get("ETag"))).size).toBe(kinds.length);
    }
  });

  it("keeps as HTML the policy of a page, and as anything else that of data", async () => {
    const { call, addresses } = await startBusyApi();
    for (const [path, key] of addresses) {
      for (const [name] of kinds) {
        const { headers } = await call("GET", `${path}?download=${name}`, { key });
        expect(headers.get("Content-Security-Policy") === pageContentSecurityPolicy).toBe(name === "html");
      }
    }
  });

  it("is shown as a page to a browser that follows a link to it", async () => {
    const { call, addresses } = await startBusyApi();
    const headers = { Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
    for (const [path, key] of addresses) {
      expect((await call("GET", path, { key, headers })).headers.get("Content-Type")).toMatch(/^text\/html/);
    }
  });

  it("is JSON-LD as openapi.json describes it", async () => {
    const { call, addresses } = await startBusyApi();
    for (const [path, key] of addresses) {
      const { text } = await call("GET", `${path}?download=jsonld`, { key });
      expect(TutorialHowTo.strict().parse(JSON.parse(text)).step).not.toEqual([]);
    }
  });

  it("cannot be downloaded as what it cannot be had as", async () => {
    const { call, addresses } = await startBusyApi();
    for (const [path, key] of addresses) {
      const { status, json } = await call("GET", `${path}?download=pdf`, { key });
      expect([status, json.code, json.errors[0].pointer]).toEqual([422, "request_invalid", "query/download"]);
    }
  });

  it("names its page where it has one", async () => {
    const { call, key, id, slug } = await startBusyApi();
    const read = async () => {
      const replies = kinds
        .slice(1)
        .map(([name]) => call("GET", `/v1/tutorials/${id}?download=${name}`, { key }));
      return (await Promise.all(replies)).map(({ text }) => text.includes(`/t/${slug}`));
    };
    expect(await read()).toEqual([true, true, true, true]);
    await call("POST", `/v1/tutorials/${id}/unpublish`, { key });
    expect(await read()).toEqual([false, false, false, false]);
  });
});
