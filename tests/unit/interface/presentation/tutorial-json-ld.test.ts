import { describe, expect, test } from "vitest";
import { renderTutorialJsonLd } from "../../../../src/interface/http/presentation/tutorial-json-ld.ts";
import { viewOf } from "./views.ts";

const url = "https://cueprint.example/t/make-coffee-1a2b";
const read = (parts?: Parameters<typeof viewOf>[0], where: string | null = url) =>
  JSON.parse(renderTutorialJsonLd(viewOf(parts), { url: where }));

describe("a tutorial as JSON-LD", () => {
  test("is a how-to whose steps cite clips of the recording", () => {
    const tutorial = viewOf({
      language: "en-GB",
      mediaUrl: "https://youtu.be/abc",
      steps: [{ quotes: ["boil some water", "in a kettle"] }],
    });
    expect(JSON.parse(renderTutorialJsonLd(tutorial, { url }))).toEqual({
      "@context": "https://schema.org",
      "@type": "HowTo",
      "@id": url,
      url,
      name: "Make coffee",
      inLanguage: "en-GB",
      datePublished: "2026-03-04T05:06:07.000Z",
      dateModified: "2026-03-04T05:06:07.000Z",
      video: { "@type": "VideoObject", name: "Make coffee", url: "https://youtu.be/abc" },
      step: [
        {
          "@type": "HowToStep",
          position: 1,
          name: "Boil water",
          url: `${url}#${tutorial.steps[0]?.id}`,
          text: "Fill the kettle.",
          citation: [
            {
              "@type": "Clip",
              startOffset: 0,
              endOffset: 2,
              url: "https://youtu.be/abc?t=0s",
              text: "boil some water",
            },
            {
              "@type": "Clip",
              startOffset: 2,
              endOffset: 4,
              url: "https://youtu.be/abc?t=2s",
              text: "in a kettle",
            },
          ],
        },
      ],
    });
  });

  test("says nothing of what it does not know", () => {
    const draft = read({ status: "draft" }, null);
    expect(Object.keys(draft)).toEqual(["@context", "@type", "name", "dateModified", "step"]);
    expect(draft.step[0]).not.toHaveProperty("url");
    expect(draft.step[0].citation).toEqual([
      { "@type": "Clip", startOffset: 0, endOffset: 2, text: "boil some water" },
    ]);
  });

  test.each([
    ["https://example.com/talk.mp3?sig=x", "audio", "AudioObject", "contentUrl"],
    ["https://example.com/TALK.MP4", "video", "VideoObject", "contentUrl"],
    ["https://example.com/watch?v=talk.mp3", "video", "VideoObject", "url"],
  ])("tells a file from a page that plays it: %s", (mediaUrl, name, type, address) => {
    expect(read({ mediaUrl })[name]).toEqual({ "@type": type, name: "Make coffee", [address]: mediaUrl });
  });
});
