import type { Measured } from "./measure.ts";

/** Buffers may grow by so much from the smallest size to the largest. */
const MOST_GROWTH = 1.3;

/**
 * Or by so few: where a table outgrows a page, each index on it gains a level, and who is registered writes to six of them.
 * The next level comes when there are some hundred times as many rows.
 */
const MOST_LEVELS = 8;

/** A table of fewer pages is rightly read whole: to search two indexes and the table costs as much. */
const FEW_PAGES = 16;

export type SizeResult = {
  users: number;
  cues: number;
  seconds: { filling: number; measuring: number };
  bytes: number;
  /** Of each table and index. */
  pages: Record<string, number>;
  operations: Measured[];
};

export type Judged = {
  name: string;
  buffers: number[];
  /** Of the largest size to the smallest, or to what it is compared with there; 1 where nothing is read. */
  growth: number;
  indexes: string[];
  /** At the largest size, with the statement that does it. */
  readWhole: { what: string; query: string }[];
  passes: boolean;
};

/** The operations of every size side by side, sizes in growing order. */
export function judge(sizes: readonly SizeResult[]): Judged[] {
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  if (!smallest || !largest) return [];
  const buffersAt = ({ operations }: SizeResult, name: string) =>
    operations.find((operation) => operation.name === name)?.buffers ?? 0;
  return largest.operations.map(({ name, comparedWith, statements }) => {
    const buffers = sizes.map((size) => buffersAt(size, name));
    const [first, last] = [buffersAt(smallest, comparedWith), buffersAt(largest, name)];
    const growth = first === 0 ? (last === 0 ? 1 : Number.POSITIVE_INFINITY) : last / first;
    const readWhole = statements.flatMap(({ query, readWhole }) =>
      readWhole.filter((what) => (largest.pages[what] ?? 0) >= FEW_PAGES).map((what) => ({ what, query })),
    );
    return {
      name,
      buffers,
      growth,
      indexes: [...new Set(statements.flatMap(({ indexes }) => indexes))].toSorted(),
      readWhole,
      passes: (growth <= MOST_GROWTH || last - first <= MOST_LEVELS) && readWhole.length === 0,
    };
  });
}

export function markdownOf(
  sizes: readonly SizeResult[],
  judged: readonly Judged[],
  { postgres, at }: { postgres: string; at: string },
): string {
  const counts = sizes.map(({ cues }) => cues.toLocaleString("en-GB"));
  const rows = judged.map(({ name, buffers, growth, indexes, readWhole, passes }) => [
    name,
    ...buffers.map(String),
    growth.toFixed(2),
    !passes ? "**no**" : growth <= MOST_GROWTH ? "yes" : "yes, by the levels of its indexes",
    indexes.join(", ") || "–",
    [...new Set(readWhole.map(({ what }) => what))].join(", ") || "–",
  ]);
  const failed = judged.filter(({ passes }) => !passes);
  return [
    "# Scale",
    "",
    `\`npm run bench:scale\` on PostgreSQL ${postgres}, ${at}. Each operation is called on the production app as one user of`,
    "many, who has the same in every size; the table counts the shared buffers that all its statements touch, with their",
    "functions and triggers, the median of five runs. What a call writes is rolled back.",
    "",
    ...sizes.map(
      ({ users, cues, bytes, seconds }) =>
        `- ${users.toLocaleString("en-GB")} users, ${cues.toLocaleString("en-GB")} cues: ${(bytes / 2 ** 30).toFixed(2)} GiB, filled in ${seconds.filling.toFixed(0)} s, measured in ${seconds.measuring.toFixed(0)} s`,
    ),
    "",
    `Passes: at most ${MOST_GROWTH} × the buffers or ${MOST_LEVELS} more, and no table of ${FEW_PAGES} pages or more read whole.`,
    failed.length === 0
      ? `All ${judged.length} do.`
      : `Of ${judged.length} these do not: ${failed.map(({ name }) => `“${name}”`).join(", ")}.`,
    "",
    tableLine([
      "operation",
      ...counts.map((count) => `buffers, ${count} cues`),
      "growth",
      "passes",
      "indexes",
      "read whole",
    ]),
    tableLine(["---", ...counts.map(() => "---:"), "---:", "---", "---", "---"]),
    ...rows.map(tableLine),
    "",
    ...readWholeLines(judged),
  ].join("\n");
}

const tableLine = (cells: string[]) => `| ${cells.join(" | ")} |`;

function readWholeLines(judged: readonly Judged[]): string[] {
  const found = new Set(
    judged.flatMap(({ readWhole }) => readWhole.map(({ what, query }) => `- ${what}: \`${query}\``)),
  );
  return found.size === 0 ? [] : ["What reads a table whole:", "", ...found, ""];
}
