import type { Plugin } from "vite";
import { type Edit, type Node, withEdits } from "./syntax.ts";

const LAZILY = "$lazily";
const HELPER = `const ${LAZILY} = (make) => { let made; return () => (made ??= make()); };\n`;

/**
 * Has the bundle's declarations made when they are first used, not when an isolate starts: schemas, tables, lists of
 * words, expressions over the scripts of Unicode. A request needs few of them. Taken are those at the top that are
 * marked as without effect, of the form `/* @__PURE__ *\/ (() => (…))()`: `X` becomes a function that makes it once.
 */
export function makeLazily(): Plugin {
  return {
    name: "make-lazily",
    renderChunk(code) {
      const program = this.parse(code) as unknown as Node & { body: Node[] };
      const exported = program.body.flatMap(({ specifiers }) => (specifiers ?? []) as Node[]);
      const exportedNames = new Set(exported.map(({ local }) => (local as Node)["name"]));
      const lazy = new Map(
        program.body.flatMap(lazyDeclarations).filter(([name]) => !exportedNames.has(name)),
      );
      const declarations = [...lazy].flatMap(([name, { start, end, made }]) => [
        { start, end: made.start, text: `var ${name} = /* @__PURE__ */ ${LAZILY}(() => (` },
        { start: made.end, end, text: "));" },
      ]);
      const uses = [...references(program, new Set(lazy.keys()))];
      return { code: HELPER + withEdits(code, [...declarations, ...uses]), map: null };
    },
  };
}

type Lazy = { start: number; end: number; made: Node };

function lazyDeclarations(statement: Node): [name: string, Lazy][] {
  if (statement.type !== "VariableDeclaration") return [];
  const { declarations, start, end } = statement as Node & {
    declarations: (Node & { id: Node; init: Node | null })[];
  };
  const [only, ...others] = declarations;
  if (only?.id.type !== "Identifier" || others.length > 0) return [];
  const made = only.init && deferred(only.init);
  return made ? [[String(only.id["name"]), { start, end, made }]] : [];
}

/** The value of an arrow function without parameters that is called at once. */
function deferred({ type, callee, arguments: values }: Node): Node | undefined {
  if (type !== "CallExpression" || (values as Node[]).length > 0) return undefined;
  const { type: form, expression } = callee as Node;
  const called = (form === "ParenthesizedExpression" ? expression : callee) as Node;
  if (called.type !== "ArrowFunctionExpression" || (called["params"] as Node[]).length > 0) return undefined;
  const body = called["body"] as Node;
  return body.type === "BlockStatement" ? undefined : body;
}

/** Each place where one of `names` is used that stands for what is declared at the top. */
function* references(value: unknown, names: ReadonlySet<string>): Generator<Edit> {
  if (Array.isArray(value)) {
    for (const item of value) yield* references(item, names);
    return;
  }
  if (typeof value !== "object" || value === null || !("type" in value)) return;
  const node = value as Node;
  const name = String(node["name"]);
  if (node.type === "Identifier" && names.has(name))
    yield { start: node.start, end: node.end, text: `${name}()` };
  const hidden = new Set(boundBy(node));
  const visible = hidden.size === 0 ? names : new Set([...names].filter((each) => !hidden.has(each)));
  for (const [key, part] of Object.entries(node)) {
    if (isName(node, key)) continue;
    if (key === "value" && node["shorthand"] === true && (part as Node).type === "Identifier") {
      for (const { start, end, text } of references(part, visible))
        yield { start, end, text: `${(node["key"] as Node)["name"]}: ${text}` };
    } else yield* references(part, visible);
  }
}

/** Whether what stands there names a property or something declared, not a variable that is used. */
function isName({ type, computed, ...node }: Node, key: string): boolean {
  if (key === "property" && type === "MemberExpression") return computed === false;
  if (key === "key") return computed === false;
  return key === "label" || (key === "id" && (node["id"] as Node | null)?.type === "Identifier");
}

/** The names that are declared in a node's own scope, and hide those outside. */
function* boundBy(node: Node): Generator<string> {
  if (node.type.includes("Function")) {
    yield* identifiers([node["id"], node["params"]]);
    yield* hoisted(node["body"]);
  }
  if (node.type === "ClassExpression") yield* identifiers(node["id"]);
  if (node.type === "CatchClause") yield* identifiers(node["param"]);
  if (/^For/.test(node.type)) yield* declared([node["init"], node["left"]]);
  if (node.type === "BlockStatement" || node.type === "StaticBlock") yield* declared(node["body"]);
  if (node.type === "SwitchStatement")
    yield* declared((node["cases"] as Node[]).flatMap(({ consequent }) => consequent));
}

function* declared(statements: unknown): Generator<string> {
  for (const statement of statements as (Node | null | undefined)[]) {
    if (statement?.type === "VariableDeclaration")
      yield* identifiers((statement["declarations"] as Node[]).map(({ id }) => id));
    if (/^(?:Function|Class)Declaration$/.test(statement?.type ?? "")) yield* identifiers(statement?.["id"]);
  }
}

/** What `var` declares anywhere in a function, but for the functions in it. */
function* hoisted(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* hoisted(item);
  else if (
    typeof value === "object" &&
    value !== null &&
    !String((value as Node).type).includes("Function")
  ) {
    if ((value as Node)["kind"] === "var") yield* declared([value]);
    yield* hoisted(Object.values(value));
  }
}

/** The names that a pattern binds: neither its keys nor what its default values use. */
function* identifiers(pattern: unknown): Generator<string> {
  if (Array.isArray(pattern)) {
    for (const part of pattern) yield* identifiers(part);
    return;
  }
  if (typeof pattern !== "object" || pattern === null) return;
  const { type, name, properties, elements, value, left, argument } = pattern as Node;
  if (type === "Identifier") yield String(name);
  yield* identifiers([properties, elements, type === "Property" ? value : left, argument].flat());
}
