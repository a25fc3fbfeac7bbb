import type { Reply } from "../../unit/interface/support/api.ts";
import type { Contract, Operation, Schema } from "./contract.ts";

export const PROBLEM_TYPE = "application/problem+json";

/**
 * Headers that are there on an occasion, which their own checks know (a bookmark: where there is a read replica). All others
 * that are documented must be there.
 */
const OCCASIONAL = new Set(["Idempotent-Replayed", "Link", "Cueprint-Bookmark", "Cueprint-Dropped"]);

/** What a reply has against the document; empty where it keeps to it. */
export function objectionsTo(
  contract: Contract,
  operation: Operation,
  { status, headers, text, json }: Pick<Reply, "status" | "headers" | "text" | "json">,
): string[] {
  if (status >= 500) return [`answers ${status}: ${text}`];
  const documented = operation.responses[status];
  if (!documented) return [`answers ${status}, which is not documented: ${text.slice(0, 500)}`];
  const objections: string[] = [];

  for (const [name, { schema }] of Object.entries(documented.headers ?? {})) {
    const value = headers.get(name);
    if (value === null) {
      if (!OCCASIONAL.has(name)) objections.push(`has no header ${name}`);
      continue;
    }
    objections.push(...contract.objections(schema, sentAs(schema, value)).map((what) => `${name} ${what}`));
  }

  const content = documented.content ?? {};
  const mediaType = headers.get("Content-Type")?.split(";", 1)[0];
  if (Object.keys(content).length === 0) {
    if (text !== "") objections.push("has a body, where none is documented");
    return objections;
  }
  const schema = mediaType === undefined ? undefined : content[mediaType]?.schema;
  if (!schema) return [...objections, `is of ${mediaType}, which is not documented`];
  objections.push(...contract.objections(schema, json ?? text).map((what) => `body ${what}`));
  if (mediaType === PROBLEM_TYPE) {
    if (!documented.description.includes(`\`${json.code}\``)) {
      objections.push(`has the code ${json.code}, which is not documented for ${status}`);
    }
    if (json.status !== status)
      objections.push(`says that its status is ${json.status}, and it is ${status}`);
  } else if ("nextCursor" in (json ?? {})) {
    const hasLink = headers.has("Link");
    if (hasLink !== (json.nextCursor !== null)) objections.push("has only one of nextCursor and Link");
  }
  return objections;
}

function sentAs({ type }: Schema, value: string): unknown {
  return type === "integer" ? Number(value) : value;
}
