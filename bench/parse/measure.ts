/** The median times of tasks that take turns, after a round to warm up. */
export async function medianTimes(
  tasks: readonly (() => unknown)[],
  rounds: number,
  atLeastMs: number,
): Promise<number[]> {
  const times = tasks.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, task] of tasks.entries()) {
      const time = await timeOf(task, atLeastMs);
      if (round > 0) times[at]?.push(time);
    }
  }
  return times.map(median);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Milliseconds of the processor that a task takes, on this thread: others may be at work on the machine. It is repeated
 * until it has taken `atLeastMs`.
 */
async function timeOf(task: () => unknown, atLeastMs: number): Promise<number> {
  const start = processorMs();
  for (let count = 1; ; count += 1) {
    await task();
    const taken = processorMs() - start;
    if (taken >= atLeastMs) return taken / count;
  }
}

function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
