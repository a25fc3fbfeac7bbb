import { SEARCHED, upload } from "./data.ts";
import type { BenchRequest } from "./load-process.ts";

/** What is measured, in the order of the table, and how many delays Cueprint may pay for each. */
export const operations = {
  read: { title: "Read a tutorial of 12 steps", authenticated: true, calls: 1 },
  list: { title: "List 20 transcripts", authenticated: true, calls: 1 },
  search: { title: "Search", authenticated: true, calls: 1 },
  upload: { title: "Upload a WebVTT of 550 cues", authenticated: true, calls: 1 },
  draft: { title: "Draft a tutorial from 550 cues", authenticated: true, calls: 2 },
  page: { title: "Published page", authenticated: false, calls: 1 },
} as const;

export type Operation = keyof typeof operations;
export const operationNames = Object.keys(operations) as Operation[];

/** The requests of one server. Those that are left out it does not have. */
export type Requests = { readonly [operation in Operation]?: BenchRequest };

/** Who reads, and who writes: so what is listed and searched does not grow while it is measured. */
export type Keys = { reader: string; writer: string };

const get = (path: string, key?: string): BenchRequest => ({
  method: "GET",
  path,
  headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
  status: 200,
});

const post = (path: string, key: string, body: unknown): BenchRequest => ({
  method: "POST",
  path,
  headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
  body: JSON.stringify(body),
  status: 201,
});

/** What all peers have, under the same paths. */
export function sharedRequests({ reader, writer }: Keys, tutorialId: string) {
  return {
    read: get(`/v1/tutorials/${tutorialId}`, reader),
    list: get("/v1/transcripts?limit=20", reader),
    upload: post("/v1/transcripts", writer, upload),
  };
}

/** What needs more than the FastAPI peer has. */
export function furtherRequests({ reader }: Keys, slug: string) {
  return {
    search: get(`/v1/search?q=${encodeURIComponent(SEARCHED)}`, reader),
    page: get(`/t/${slug}`),
  };
}

export function draftRequest({ writer }: Keys, transcriptId: string): BenchRequest {
  return post("/v1/tutorials", writer, { transcriptId });
}

/** The floor knows one answer, whatever is asked of it: it is given what the API is given. */
export function floorRequests(tutorialId: string): Requests {
  const path = `/?id=${tutorialId}`;
  const read = get(path);
  return {
    read,
    list: read,
    search: read,
    upload: { ...post(path, "none", upload), status: 200 },
    draft: { ...post(path, "none", {}), status: 200 },
    page: read,
  };
}
