import type { Contender } from "./contenders.ts";
import { STEPS } from "./data.ts";
import type { Operation } from "./operations.ts";

const lastStep = `Step ${STEPS - 1}`;

/** What an answer must hold, whoever gives it. Lists stand alone, or as the items of a page. */
const proofs: { [operation in Operation]?: (text: string) => boolean } = {
  read: (text) => text.includes(lastStep),
  list: (text) => itemsOf(text).length === 20,
  search: (text) => itemsOf(text).length === 20,
  upload: (text) => "id" in JSON.parse(text),
  draft: (text) => JSON.parse(text).steps.length > 1,
  page: (text) => text.includes(lastStep) && text.includes("</html>"),
};

/** Asks every server for everything once. @throws where one does not do what is measured */
export async function verify(contenders: readonly Contender[]): Promise<void> {
  for (const { name, near, far } of contenders) {
    if (name.startsWith("floor:")) continue;
    for (const { url, requests } of new Set([near, far])) {
      for (const [operation, { method, path, headers, body }] of Object.entries(requests)) {
        const init = { method, headers, ...(body !== undefined && { body }) };
        const text = await (await fetch(url + path, init)).text();
        const proof = proofs[operation as Operation];
        if (proof?.(text) === false) throw new Error(`${name} does not ${operation}: ${text.slice(0, 500)}`);
      }
    }
  }
}

function itemsOf(text: string): unknown[] {
  const reply = JSON.parse(text) as unknown[] | { items: unknown[] };
  return Array.isArray(reply) ? reply : reply.items;
}
