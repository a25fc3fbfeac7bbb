/** Words in the order of how often they are said. */
const VOCABULARY = 20_000;

const SYLLABLES = [
  "ba",
  "ce",
  "di",
  "fo",
  "gu",
  "la",
  "me",
  "ni",
  "po",
  "ru",
  "sa",
  "te",
  "vi",
  "zo",
  "chan",
  "der",
];

/** Made up, each of them once: the rank in base 16, a syllable for a digit. */
function word(rank: number): string {
  return [...(rank + 16).toString(16)].map((digit) => SYLLABLES[Number.parseInt(digit, 16)]).join("");
}

/** Numbers from 0 up to 1, the same for every run: a linear congruential generator of full period 2³². */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A rank by Zipf's law: the logarithm of a harmonic number grows evenly, near enough. */
function zipf(random: () => number): number {
  return Math.floor(VOCABULARY ** random()) - 1;
}

const clock = (seconds: number) =>
  `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}.000`;

/** A WebVTT file of so many cues of 6 to 12 words, said by two in turn. Its words depend on `seed` alone. */
export function webVttOf(cues: number, seed: number): string {
  return `WEBVTT\n\n${cueBlocks(cues, seed, 0)}`;
}

/** A WebVTT file with more cues behind those that it has, from its first minute's end. */
export function lengthened(webVtt: string, cues: number): string {
  return `${webVtt.trimEnd()}\n\n${cueBlocks(cues, 0, 60)}`;
}

function cueBlocks(cues: number, seed: number, fromSecond: number): string {
  const random = randomNumbers(seed * 7919 + 1);
  const blocks = Array.from({ length: cues }, (_, at) => {
    const said = Array.from({ length: 6 + Math.floor(7 * random()) }, () => word(zipf(random))).join(" ");
    const start = fromSecond + at * 4;
    const speaker = Math.floor(at / 5) % 2 === 0 ? "Ada" : "Grace";
    return `${clock(start)} --> ${clock(start + 4)}\n<v ${speaker}>${said[0]?.toUpperCase()}${said.slice(1)}.`;
  });
  return blocks.join("\n\n");
}

/** Said about twice in three cues, in every twelfth cue, and a few times by each user. */
export const [COMMONEST_WORD, COMMON_WORD, RARE_WORD] = [word(0), word(10), word(3_000)];
