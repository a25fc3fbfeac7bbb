/**
 * The address of a recording at a second: in the ways of YouTube and Vimeo, and as a media fragment (W3C Media
 * Fragments URI 1.0, section 4.2.1) everywhere else.
 *
 * @param startMs milliseconds from the beginning
 */
export function mediaLink(mediaUrl: string, startMs: number): string {
  const url = new URL(mediaUrl);
  const seconds = Math.floor(startMs / 1000);
  const host = url.hostname.replace(/^(?:www|m)\./, "");
  if (host === "youtube.com" || host === "youtu.be") url.searchParams.set("t", `${seconds}s`);
  else if (host === "vimeo.com") url.hash = `t=${seconds}s`;
  else url.hash = `t=${seconds}`;
  return url.href;
}
