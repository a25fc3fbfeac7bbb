import type { Plugin } from "vite";
import { type Edit, type Node, walk, withEdits } from "./syntax.ts";

/** What only openapi.json is made from. */
const DOCUMENTATION = new Set([
  "operationId",
  "summary",
  "description",
  "tag",
  "requestHeaders",
  "responses",
  "problems",
]);

/** What an operation reads its requests by. */
const SCHEMAS = new Set(["params", "query", "body"]);

/**
 * Takes out of the Worker what only openapi.json and the migrations are generated from: `.meta({…})` of schemas, which
 * would also make each of them twice, the documenting properties of an operation's contract, and the constraints,
 * indexes and policies of tables. What nothing uses any more then, such as the schemas of responses, is marked so that the
 * bundler may drop them: our modules only declare, and no declaration does anything. The schemas of an operation's
 * requests become getters that make them once, when the first request comes: an isolate seldom meets all operations.
 */
export function cutGeneration(folder: string): Plugin {
  return {
    name: "cut-generation",
    enforce: "post",
    transform(code, id) {
      if (!id.startsWith(folder)) return;
      const program = this.parse(code) as unknown as Node;
      const edits = [...walk(program)].flatMap((node) => generationOnly(node, code));
      return { code: withEdits(code, [...edits, ...declarations(program, code)]), map: null };
    },
  };
}

function generationOnly(node: Node, code: string): Edit[] {
  if (node.type !== "CallExpression") return [];
  const { callee, arguments: values, end } = node as Node & { callee: Node; arguments: Node[] };
  const { object, property, name } = callee as Node & { object?: Node; property?: Node };
  if (object && property?.["name"] === "meta" && values.length === 1)
    return [{ start: object.end, end, text: "" }];
  if (name === "pgTable") {
    const [, columns, extras] = values;
    return columns && extras ? [{ start: columns.end, end: extras.end, text: "" }] : [];
  }
  if (name !== "endpoint") return [];
  const [contract] = values as [Node & { properties: (Node & { key?: Node; value?: Node })[] }];
  return contract.properties.flatMap(({ key, value, start, end: last }) => {
    const property = String(key?.["name"]);
    if (value && value.start !== start && SCHEMAS.has(property)) {
      const kept = `Object.defineProperty(this, "${property}", { value: made })`;
      return [
        { start, end: value.start, text: `get ${property}() { const made = ` },
        { start: last, end: last, text: `; ${kept}; return made; }` },
      ];
    }
    if (!DOCUMENTATION.has(property)) return [];
    return [{ start, end: last + (/^\s*,/.exec(code.slice(last))?.[0].length ?? 0), text: "" }];
  });
}

function declarations({ body }: Node, code: string): Edit[] {
  return (body as Node[])
    .map((node) => (node.type === "ExportNamedDeclaration" ? (node["declaration"] as Node | null) : node))
    .flatMap((node) => (node?.type === "VariableDeclaration" ? (node["declarations"] as Node[]) : []))
    .map((declarator) => declarator["init"] as Node | null)
    .filter((init) => init !== null)
    .filter(({ type, start, end }) => !type.includes("Function") && /\(|\\p\{/.test(code.slice(start, end)))
    .flatMap(({ start, end }) => [
      { start, end: start, text: "/* @__PURE__ */ (() => (" },
      { start: end, end, text: "))()" },
    ]);
}
