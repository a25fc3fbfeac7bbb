import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const sample = {
  file: new URL("../../samples/first-worker.vtt", import.meta.url),
  title: "Deploy your first Worker",
  language: "en",
};

/** The demo user's key, and the slug of the sample's tutorial when that is published. */
type Demo = { apiKey: string; slug?: string };

/**
 * Loads the sample recording for a demo user, drafts its tutorial and publishes it, all through the API. What is done
 * is noted in the data directory, so that a later start, or one after an interruption, does only what is left.
 */
export async function ensureDemo(api: string, dataDirectory: string): Promise<Required<Demo>> {
  const file = join(dataDirectory, "demo.json");
  const note = (demo: Demo) => {
    writeFileSync(`${file}.new`, JSON.stringify(demo, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return demo;
  };
  const noted: Demo | undefined = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  const demo = noted && (await opens(api, noted.apiKey)) ? noted : note({ apiKey: await register(api) });
  const slug = demo.slug ?? (await publishSample(api, demo.apiKey));
  note({ ...demo, slug });
  return { ...demo, slug };
}

/** The demo user may have been erased, or the key revoked: then there is nothing to go on with. */
async function opens(api: string, apiKey: string): Promise<boolean> {
  const { status } = await fetch(`${api}/v1/me`, { headers: { Authorization: `Bearer ${apiKey}` } });
  return status === 200;
}

async function register(api: string): Promise<string> {
  // An address of its own each time: had a start been cut short here, nobody would know the first key.
  const email = `demo-${Date.now().toString(36)}@example.com`;
  const { apiKey } = await post<{ apiKey: { secret: string } }>(`${api}/v1/users`, {
    email,
    displayName: "Demo",
  });
  return apiKey.secret;
}

async function publishSample(api: string, apiKey: string): Promise<string> {
  const content = readFileSync(sample.file, "utf8");
  const { title, language } = sample;
  const transcript = await post<{ id: string }>(
    `${api}/v1/transcripts`,
    { title, language, content },
    apiKey,
  );
  const draft = await post<{ id: string }>(`${api}/v1/tutorials`, { transcriptId: transcript.id }, apiKey);
  const { slug } = await post<{ slug: string }>(`${api}/v1/tutorials/${draft.id}/publish`, undefined, apiKey);
  return slug;
}

async function post<Reply>(url: string, body: unknown, apiKey?: string): Promise<Reply> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(apiKey && { Authorization: `Bearer ${apiKey}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`The sample could not be loaded: ${url} answered ${response.status}.`);
  return (await response.json()) as Reply;
}
