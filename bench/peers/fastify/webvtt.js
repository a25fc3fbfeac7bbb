const TIMING =
  /^(?:(\d{2,4}):)?(\d\d):(\d\d)\.(\d{3})[ \t]{1,20}-->[ \t]{1,20}(?:(\d{2,4}):)?(\d\d):(\d\d)\.(\d{3})/;

const milliseconds = (hours, minutes, seconds, fraction) =>
  ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction);

/** The cues of a WebVTT file. Tags are left out, and blocks without a timing. */
export function parseWebVtt(content) {
  const cues = [];
  for (const block of content.replaceAll("\r\n", "\n").split(/\n{2,}/)) {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => TIMING.test(line));
    if (at < 0) continue;
    const [, ...parts] = TIMING.exec(lines[at]);
    cues.push({
      startMs: milliseconds(...parts.slice(0, 4)),
      endMs: milliseconds(...parts.slice(4)),
      text: lines
        .slice(at + 1)
        .join(" ")
        .replace(/<[^<>]{0,200}>/g, "")
        .trim(),
    });
  }
  return cues;
}
