import type { Context } from "hono";
import * as z from "zod";
import type { Slug } from "../../domain/value-objects/slug.ts";
import { etag, unlessMatched } from "./conditional-requests.ts";
import { negotiate } from "./content-negotiation.ts";
import { json } from "./endpoint.ts";
import { pageContentSecurityPolicy, pageRepresentation } from "./presentation/page-shell.ts";
import { renderTutorialFile } from "./presentation/tutorial-file.ts";
import { renderTutorialJsonLd } from "./presentation/tutorial-json-ld.ts";
import { renderTutorialMarkdown } from "./presentation/tutorial-markdown.ts";
import { renderTutorialText } from "./presentation/tutorial-text.ts";
import type { TutorialView } from "./presentation/tutorial-view.ts";
import { Html } from "./schemas/common.ts";
import { TutorialHowTo } from "./schemas/tutorial-how-to.ts";

const ExportName = z.enum(["json", "markdown", "text", "html", "jsonld"]);
type ExportName = z.infer<typeof ExportName>;

/** What each is to HTTP; `representation` is its name in ETags. */
const exports = {
  json: { mediaType: "application/json", extension: "json", representation: "json" },
  markdown: { mediaType: "text/markdown", extension: "md", representation: "markdown" },
  text: { mediaType: "text/plain", extension: "txt", representation: "text" },
  html: { mediaType: "text/html", extension: "html", representation: pageRepresentation },
  jsonld: { mediaType: "application/ld+json", extension: "jsonld", representation: "jsonld" },
} satisfies Record<ExportName, { mediaType: string; extension: string; representation: string }>;

export const exportQuery = z.strictObject({
  download: ExportName.optional().meta({
    description: "Makes the reply a file of this kind to save, whatever Accept says: for links.",
    examples: ["markdown"],
  }),
});

/** What an operation with exports documents, beside the tutorial as JSON. */
export function exportContent(tutorial: z.ZodType) {
  return {
    ...json(tutorial),
    "text/markdown": {
      schema: z.string().meta({ id: "MarkdownDocument", description: "CommonMark with front matter." }),
    },
    "text/plain": {
      schema: z.string().meta({ id: "TextDocument", description: "Text without markup." }),
    },
    ...Html,
    "application/ld+json": { schema: TutorialHowTo },
  };
}

/**
 * Answers with a tutorial as `download` or else Accept asks for it.
 *
 * @param presentJson the tutorial as the operation's own JSON
 * @throws not_acceptable
 */
export function respondWithTutorial<Tutorial extends TutorialView & { version: number }>(
  c: Context,
  download: ExportName | undefined,
  repository: { get(): Promise<Tutorial>; getUnless(version: number): Promise<Tutorial | undefined> },
  presentJson: (tutorial: Tutorial) => object,
): Promise<Response> {
  c.header("Vary", "Accept", { append: true });
  const name = download ?? negotiated(c);
  const { mediaType, extension, representation } = exports[name];
  return unlessMatched(c, representation, repository, (tutorial) => {
    const { version, slug, status } = tutorial;
    const where = { url: status === "published" ? pageUrl(c, slug) : null };
    const render: Record<ExportName, () => string> = {
      json: () => JSON.stringify(presentJson(tutorial)),
      markdown: () => renderTutorialMarkdown(tutorial, where),
      text: () => renderTutorialText(tutorial, where),
      html: () => renderTutorialFile(tutorial, where),
      jsonld: () => renderTutorialJsonLd(tutorial, where),
    };
    if (name === "html") c.header("Content-Security-Policy", pageContentSecurityPolicy);
    // A slug is all letters, digits and hyphens: it needs no quoting (RFC 6266, section 4.3).
    if (download) c.header("Content-Disposition", `attachment; filename="${slug}.${extension}"`);
    return c.body(render[name](), 200, {
      "Content-Type": mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType,
      ETag: etag(version, representation),
    });
  });
}

/** Tells apart the replies of one address, for caches: what is to be saved has a header of its own. */
export function variantOf(c: Context, download: ExportName | undefined): string {
  return download ? `download-${download}` : negotiated(c);
}

/** Where everybody may read a tutorial, at the host that was asked. */
export function pageUrl(c: Context, slug: Slug): string {
  return new URL(`/t/${slug}`, c.req.url).href;
}

function negotiated(c: Context): ExportName {
  const mediaType = negotiate(c, [
    "application/json",
    "text/markdown",
    "text/plain",
    "text/html",
    "application/ld+json",
  ]);
  return ExportName.options.find((name) => exports[name].mediaType === mediaType) ?? "json";
}
