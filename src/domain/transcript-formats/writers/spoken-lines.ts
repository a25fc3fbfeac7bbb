/** The lines of a text that say anything, less the white space around them. */
export function spokenLines(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "");
}
