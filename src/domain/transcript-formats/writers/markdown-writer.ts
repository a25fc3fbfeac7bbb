import { proseOf } from "./prose.ts";
import { spokenLines } from "./spoken-lines.ts";
import { readableTime } from "./timestamps.ts";
import { sorted, type TranscriptWriter } from "./transcript-writer.ts";

/**
 * CommonMark: the title as a heading, and a paragraph for each cue or paragraph, with the second at which it starts.
 */
export const writeMarkdown: TranscriptWriter = (transcript, options) => {
  const { passages, dropped } = proseOf(transcript, options);
  dropped.add("times");
  const blocks = passages.map(({ startMs, speaker, text }) => {
    const said = spokenLines(text);
    if (said.length < text.split("\n").length) dropped.add("blank-lines");
    const name = speaker === null ? "" : `**${escaped(speaker)}:** `;
    // A backslash at a line's end keeps the line break.
    return `${timeAt(startMs, options.linkTo)} ${name}${said.map(escaped).join("\\\n")}`;
  });
  const title = `# ${escaped(transcript.title)}`;
  return { text: `${[title, ...blocks].join("\n\n")}\n`, dropped: sorted(dropped) };
};

function timeAt(ms: number, linkTo: ((ms: number) => string) | undefined): string {
  const time = readableTime(ms);
  return linkTo ? `[${time}](${destination(linkTo(ms))})` : time;
}

/** In angle brackets parentheses need no balance; the brackets themselves must not stand inside. */
function destination(url: string): string {
  return `<${url.replace(/[<>\\\s]/g, encodeURIComponent).replaceAll("&", "&amp;")}>`;
}

/** One line of text as CommonMark that shows it as it is, in GitHub's dialect too (strikethrough, tables). */
function escaped(line: string): string {
  return line
    .replace(/[\\`*_{}[\]<>#|~&!$]/g, "\\$&")
    .replace(/^[-+=]/, "\\$&")
    .replace(/^(\d{1,9})([.)])/, "$1\\$2");
}
