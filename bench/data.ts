/** What every server is filled with: the same each time, so that runs can be compared. */

/** As the FastAPI peer fills itself. */
const TRANSCRIPTS = 200;
export const STEPS = 12;

const UPLOAD_CUES = 550;
const SMALL_CUES = 20;
const CUE_MS = 3_400;

/** What is searched for: both words in one cue, or in one and the next. */
export const SEARCHED = "deploy terminal";

export type Step = { title: string; body: string };

const words =
  `we open the terminal and type deploy then wait until a worker answers on its own address while the editor
shows every file that changed here you see how one request goes to the nearest place before it reads from the database
now let me explain why this table has an index which makes such queries quick if something fails look at the log first
because there is nearly always a reason written down next step create another branch name it clearly push all commits and
ask somebody to review them later run these tests again`.split(/\s+/);

/** A WebVTT file of so many cues, each of ten words by one of two speakers. Another `seed` says something else. */
function webVtt(cues: number, seed: number): string {
  const random = generator(seed);
  const blocks = Array.from({ length: cues }, (_, at) => {
    const said = Array.from({ length: 10 }, () => words[random(words.length)]).join(" ");
    const speaker = at % 3 === 2 ? "Bea" : "Ada";
    return `${timestamp(at * CUE_MS)} --> ${timestamp(at * CUE_MS + CUE_MS - 400)}\n<v ${speaker}>${said}.`;
  });
  return `WEBVTT\n\n${blocks.join("\n\n")}\n`;
}

/** The upload that is measured. */
export const upload = { title: "A recording of half an hour", content: webVtt(UPLOAD_CUES, 1) };

/** What is there before: one long recording and many short ones. */
export const recordings = [
  upload,
  ...Array.from({ length: TRANSCRIPTS - 1 }, (_, at) => ({
    title: `Recording ${at + 1}`,
    content: webVtt(SMALL_CUES, at + 2),
  })),
];

export const tutorial = {
  title: "Deploy a worker",
  slug: "deploy-a-worker",
  steps: Array.from(
    { length: STEPS },
    (_, at): Step => ({ title: `Step ${at}`, body: "Open the terminal and wait. ".repeat(8).trim() }),
  ),
};

/** The cue that a step cites, from 0: the third of each three. */
export const citedCue = (step: number): number => step * 3;

/** Whole numbers below a limit, by a linear congruential generator (the constants of Numerical Recipes). */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function timestamp(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const fraction = String(ms % 1000).padStart(3, "0");
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${fraction}`;
}
