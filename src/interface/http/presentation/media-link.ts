import { wholeSeconds } from "./timestamp.ts";

/**
 * The address of a recording at a second: in the ways of YouTube and Vimeo, and as a media fragment (W3C Media
 * Fragments URI 1.0, section 4.2.1) everywhere else.
 *
 * @param startMs milliseconds from the beginning
 */
export function mediaLink(mediaUrl: string, startMs: number): string {
  const url = new URL(mediaUrl);
  const seconds = wholeSeconds(startMs);
  const host = url.hostname;
  if (isOf(host, "youtube.com") || isOf(host, "youtube-nocookie.com") || host === "youtu.be") {
    // The player that other sites embed has a name of its own for it.
    const embedded = url.pathname.startsWith("/embed/");
    url.searchParams.delete(embedded ? "t" : "start");
    url.searchParams.set(embedded ? "start" : "t", embedded ? String(seconds) : `${seconds}s`);
    url.hash = "";
  } else if (isOf(host, "vimeo.com")) {
    url.hash = `t=${seconds}s`;
  } else if (url.hash === "" || /^#t=[^&]*$/.test(url.hash)) {
    url.hash = `t=${seconds}`;
  } else if (/^#[a-z]+=/i.test(url.hash)) {
    const others = url.hash
      .slice(1)
      .split("&")
      .filter((pair) => !pair.startsWith("t="));
    url.hash = [...others, `t=${seconds}`].join("&");
  }
  // Any other fragment names a place in a page, or a page of an application: the link must not lose it.
  return url.href;
}

function isOf(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
