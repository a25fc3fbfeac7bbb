import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { startApi } from "../../unit/interface/support/api.ts";
import { type Site, serve } from "./site.ts";

const root = join(import.meta.dirname, "../../..");
const corpora = join(root, "../shared/corpora");

export type Library = Site & { slugs: ReadonlyMap<string, string> };

/** The sample, and real transcripts where they are at hand: contributors elsewhere do not have them. */
export function recordings(): { name: string; content: string }[] {
  const real = existsSync(corpora) ? readdirSync(corpora, { recursive: true, encoding: "utf8" }) : [];
  const files = [
    join(root, "samples/first-worker.vtt"),
    ...real.filter((file) => [".vtt", ".srt"].includes(extname(file))).map((file) => join(corpora, file)),
  ];
  return files.map((file) => ({ name: basename(file), content: readFileSync(file, "utf8") }));
}

/** The application with each recording drafted and published, on loopback; `slugs` by the recordings' names. */
export async function openLibrary(texts: readonly { name: string; content: string }[]): Promise<Library> {
  const { app, call, register } = startApi();
  const { key } = await register();
  const slugs = new Map<string, string>();
  for (const [at, { name, content }] of texts.entries()) {
    const mediaUrl = `https://media.example/${at}.mp4`;
    const transcript = { title: name, content, mediaUrl };
    const { id: transcriptId } = (await call("POST", "/v1/transcripts", { key, json: transcript })).json;
    const { id, slug } = (await call("POST", "/v1/tutorials", { key, json: { transcriptId } })).json;
    const published = await call("POST", `/v1/tutorials/${id}/publish`, { key });
    if (published.status !== 200) throw new Error(`${name} is not published: ${published.text}`);
    slugs.set(name, slug);
  }
  const icon = readFileSync(join(root, "assets/favicon.svg"));
  const site = await serve((request) =>
    new URL(request.url).pathname === "/favicon.svg"
      ? new Response(icon, { headers: { "Content-Type": "image/svg+xml" } })
      : app.fetch(request),
  );
  return { ...site, slugs };
}
