import { parseAst } from "vite";
import { describe, expect, it } from "vitest";
import { makeLazily } from "../../../scripts/bundling/make-lazily.ts";

const { renderChunk } = makeLazily() as unknown as { renderChunk(code: string): { code: string } };

/**
 * Runs a bundle whose `X` is made by `make("X")` at its top, and says what `look` gives, and which were made before and
 * after.
 */
function run(code: string): { before: string[]; given: unknown; after: string[] } {
  const marked = code.replaceAll(/make\((\w+)\)/g, '/* @__PURE__ */ (() => make("$1"))()');
  const { code: bundle } = renderChunk.call({ parse: parseAst } as never, marked) as { code: string };
  const made: string[] = [];
  const make = (name: string) => ({ name, number: made.push(name) });
  const look = new Function("make", `${bundle}\nreturn look;`)(make) as () => unknown;
  const before = [...made];
  return { before, given: look(), after: made };
}

const NAMED = { name: "X", number: 1 };

describe("a declaration of the bundle", () => {
  it("is made when it is first used, and once", () => {
    const { before, given, after } = run("const X = make(X), look = () => [X, X === X];");
    expect([before, given, after]).toEqual([["X"], [NAMED, true], ["X"]]);
    expect(run("const X = make(X); const Y = make(Y); const look = () => [X, X === X];")).toEqual({
      before: [],
      given: [NAMED, true],
      after: ["X"],
    });
  });

  it("may be made of others, and of what is declared after it", () => {
    const bundle =
      "const Y = /* @__PURE__ */ (() => [X, late()])(); const X = make(X); const look = () => Y; const late = () => 1;";
    expect(run(bundle)).toEqual({ before: [], given: [NAMED, 1], after: ["X"] });
  });

  it.each([
    ["as a property's value", "({ a: X }).a"],
    ["in shorthand", "({ X }).X"],
    ["as a computed key", "({ [X.name]: X }).X"],
    ["as the owner of a property", "[X.name, X.X][1] ?? X"],
    ["as a default value", "(({ a = X } = {}) => a)()"],
    ["as a default value in shorthand", "((a = { X }) => a.X)()"],
    ["as a default value of a declaration", "(() => { const { a = X } = {}; return a; })()"],
    ["in a template", "[`$" + "{X.name}`, X][1]"],
    ["in a class", "new (class { static a = X; b = X; get X() { return this.b; } })().X"],
    ["beside a property of its name", "({ X: 1, m() { return X; } }).m()"],
    ["beside another scope's variable of its name", "(() => { { const X = 1; void X; } return X; })()"],
    ["beside a parameter of its name", "[((X) => X)(1), X][1]"],
    ["beside a loop's variable of its name", "(() => { for (const X of [1]) void X; return X; })()"],
    [
      "beside another function's var of its name",
      "(() => { const f = () => { var X = 1; return X; }; f(); return X; })()",
    ],
    ["beside a label of its name", "(() => { X: for (;;) break X; return X; })()"],
  ])("is found %s", (_, use) => {
    expect(run(`const X = make(X); function look() { return ${use}; }`)).toMatchObject({
      before: [],
      given: NAMED,
    });
  });

  it.each([
    ["a parameter", "((X) => X)(2)"],
    ["a parameter taken apart", "(({ a: [X] }) => X)({ a: [2] })"],
    ["a parameter in shorthand", "(({ X }) => X)({ X: 2 })"],
    ["a parameter with a default", "(({ X = 2, ...Y }) => X)({})"],
    ["the rest of parameters", "((...X) => X[0])(2)"],
    ["a variable", "(() => { const X = 2; return X; })()"],
    ["a var further down", "(() => { if (true) { var X = 2; } return X; })()"],
    ["a var of a loop", "(() => { for (var X = 0; X < 2; X++) {} return X; })()"],
    ["a function", "(() => { return X(); function X() { return 2; } })()"],
    ["a function's own name", "(function X(n) { return n === 0 ? 2 : X(n - 1); })(1)"],
    ["a class", "(() => { class X { static a = 2; } return X.a; })()"],
    ["what is caught", "(() => { try { throw 2; } catch (X) { return X; } })()"],
    ["a loop's variable", "(() => { for (const X of [2]) return X; })()"],
    ["a switch's variable", "(() => { switch (1) { case 1: const X = 2; return X; } })()"],
  ])("is told from %s of its name", (_, use) => {
    expect(run(`const X = make(X); function look() { return ${use}; }`)).toEqual({
      before: [],
      given: 2,
      after: [],
    });
  });

  it("is made at once where it is taken apart", () => {
    expect(run("const { name: a } = make(X); const look = () => a;")).toEqual({
      before: ["X"],
      given: "X",
      after: ["X"],
    });
  });

  it("stays as it is where it is exported, or not marked", () => {
    const code = 'const A = make("A"); const B = /* @__PURE__ */ (() => make("B"))(); export { B };';
    const { code: bundle } = renderChunk.call({ parse: parseAst } as never, code) as { code: string };
    expect(bundle.endsWith(code)).toBe(true);
  });
});
