import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import type { Node } from "./syntax.ts";

/**
 * Leaves out modules of packages that are imported but never run: each of their exports becomes a function that throws.
 *
 * @throws at the end of the build where one of `patterns` has met no module: the package has changed
 */
export function leaveOut(patterns: readonly RegExp[]): Plugin {
  const met = new Set<RegExp>();
  return {
    name: "leave-out",
    enforce: "pre",
    load(id) {
      const pattern = patterns.find((each) => each.test(id));
      if (!pattern) return;
      met.add(pattern);
      const { body } = this.parse(readFileSync(id, "utf8")) as unknown as { body: Node[] };
      const names = body.filter(({ type }) => type === "ExportNamedDeclaration").flatMap(exportedNames);
      return `function leftOut() { throw new Error("This part of a package is left out of the Worker."); }
export { ${names.map((name) => `leftOut as ${name}`).join(", ")} };`;
    },
    buildEnd(error) {
      const missing = patterns.filter((pattern) => !met.has(pattern));
      if (!error && missing.length > 0) throw new Error(`Nothing to leave out for ${missing.join(", ")}`);
    },
  };
}

type Export = Node & {
  declaration: (Node & { id?: Node; declarations?: { id: Node }[] }) | null;
  specifiers: { exported: Node }[];
};

function exportedNames(node: Node): string[] {
  const { declaration, specifiers } = node as Export;
  const declared = declaration?.declarations?.map(({ id }) => id) ?? [declaration?.id];
  return [...declared, ...specifiers.map(({ exported }) => exported)]
    .map((name) => name?.["name"])
    .filter((name) => typeof name === "string");
}
