import { describe, expect, test } from "vitest";
import { renderStepBody } from "../../../../src/interface/http/presentation/step-body.ts";

describe("the body of a step", () => {
  test("is CommonMark", () => {
    expect(renderStepBody("Fill the *kettle*:\n\n1. `a`\n2. b")).toBe(
      "<p>Fill the <em>kettle</em>:</p>\n<ol>\n<li><code>a</code></li>\n<li>b</li>\n</ol>",
    );
  });

  test("shows HTML as its text", () => {
    expect(renderStepBody("<script>alert(1)</script>\n\na <b onclick=x>b</b>")).toBe(
      "&lt;script&gt;alert(1)&lt;/script&gt;\n<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>",
    );
  });

  test("vouches for no link, and leaves none to a dangerous protocol", () => {
    expect(renderStepBody('[a](https://example.com/?a=1&b=2 "t")')).toBe(
      '<p><a rel="nofollow noopener ugc" href="https://example.com/?a=1&amp;b=2" title="t">a</a></p>',
    );
    expect(renderStepBody("<https://example.com>")).toBe(
      '<p><a rel="nofollow noopener ugc" href="https://example.com" class="bare">https://example.com</a></p>',
    );
    for (const url of [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "java\tscript:alert(1)",
      "data:text/html,x",
    ]) {
      expect(renderStepBody(`[a](<${url}>)`)).not.toMatch(/href="[^"]/);
    }
    expect(renderStepBody("[a](&#106;avascript:alert(1))")).toBe("<p><a>a</a></p>");
  });

  test("links to pictures instead of loading them", () => {
    const link = '<a rel="nofollow noopener ugc" href="https://example.com/a.png">';
    expect(renderStepBody('![the "dialog"](https://example.com/a.png "t>")')).toBe(
      `<p>${link}the &quot;dialog&quot;</a></p>`,
    );
    expect(renderStepBody("![](https://example.com/a.png)")).toBe(`<p>${link}Picture</a></p>`);
    expect(renderStepBody("![alone](data:image/png,x)")).toBe("<p>alone</p>");
    // Links do not nest.
    expect(renderStepBody("[![logo](https://example.com/a.png)](https://example.com)")).toBe(
      '<p><a rel="nofollow noopener ugc" href="https://example.com">logo</a></p>',
    );
  });

  test("ranks its headings below the step's, without a gap", () => {
    expect(renderStepBody("# a\n\n## b\n\n###### c\n\n# d")).toBe(
      "<h3>a</h3>\n<h4>b</h4>\n<h5>c</h5>\n<h3>d</h3>",
    );
    expect(renderStepBody("###### a\n\n####### b\n\n#### *c*")).toBe(
      "<h3>a</h3>\n<p>####### b</p>\n<h4><em>c</em></h4>",
    );
    expect(renderStepBody("# a\n## b\n### c\n#### d\n##### e\n###### f")).toMatch(/<h6>d.*<h6>e.*<h6>f/s);
  });

  test("lets the keyboard scroll code", () => {
    expect(renderStepBody("```sh\nls <x>\n```")).toBe(
      '<pre tabindex="0"><code class="language-sh">ls &lt;x&gt;\n</code></pre>',
    );
  });

  test("does not take text for the tags that it looks for", () => {
    const text = '<a href="x"> </a> <img src="x" alt="y" /> <h1> </h1> <pre>';
    expect(renderStepBody(`\`${text}\``)).toBe(
      `<p><code>${text.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")}</code></p>`,
    );
  });

  test.each([
    ["emphasis", "*a_ ".repeat(12_500)],
    ["brackets", "[a](".repeat(12_500)],
    ["quotes", ">".repeat(50_000)],
    ["lists in one line", "+ ".repeat(25_000)],
    ["numbers in one line", "1. ".repeat(16_666)],
    ["lists by indentation", Array.from({ length: 200 }, (_, at) => `${" ".repeat(2 * at)}- a`).join("\n")],
    ["lines", "- a\n".repeat(12_500)],
  ])("is shown as its source where tangled %s would take long", (_, body) => {
    const started = performance.now();
    expect(renderStepBody(body)).toBe(`<pre tabindex="0">${body.replaceAll(">", "&gt;")}</pre>`);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test("is rendered where it is only long", () => {
    expect(renderStepBody("A sentence with a `word`, as people write it. ".repeat(1000))).toMatch(
      /^<p>A sentence/,
    );
    expect(renderStepBody(`above\n${"-".repeat(80)}\nbelow`)).toBe("<h3>above</h3>\n<p>below</p>");
    expect(renderStepBody(`- a\n  - b\n    - c\n      > d`)).toContain("<blockquote>");
  });
});
