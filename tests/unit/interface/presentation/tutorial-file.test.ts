import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { pageContentSecurityPolicy } from "../../../../src/interface/http/presentation/page-shell.ts";
import { renderTutorialFile } from "../../../../src/interface/http/presentation/tutorial-file.ts";
import { viewOf } from "./views.ts";

const url = "https://cueprint.example/t/make-coffee-1a2b";

describe("a tutorial as one HTML file", () => {
  test("takes its policy along, before anything that it is for, and holds to it", () => {
    const html = renderTutorialFile(viewOf(), { url });
    const [before = "", policy = "", after = ""] = html.split(
      /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/,
    );
    expect(before).not.toMatch(/<(?:style|script|link|body)/);
    // A page cannot say who may frame it.
    expect(pageContentSecurityPolicy).toBe(`${policy}; frame-ancestors 'none'`);
    const [, style = ""] = /<style>(.*?)<\/style>/s.exec(after) ?? [];
    expect(policy).toContain(`'sha256-${createHash("sha256").update(style).digest("base64")}'`);
  });

  test("needs no other file, and no server", () => {
    const html = renderTutorialFile(viewOf({ mediaUrl: "https://youtu.be/abc" }), { url });
    const addresses = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address = ""]) => address);
    expect(addresses.filter((address) => !/^(?:https:\/\/|#|data:,$)/.test(address))).toEqual([]);
    expect(html).not.toMatch(/<script|<img|rel="stylesheet"/);
    expect(html).toContain(`<link rel="canonical" href="${url}">`);
    expect(html).toContain(`From <a href="${url}">`);
  });

  test("of a draft keeps out of search engines, and says nothing of where it is not published", () => {
    const html = renderTutorialFile(viewOf({ status: "draft", steps: [] }), { url: null });
    expect(html).toContain("Draft, not published");
    expect(html).toContain("This tutorial has no steps yet.");
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect(html).not.toMatch(/<nav|class="skip"|canonical|From <a|Published/);
  });
});
