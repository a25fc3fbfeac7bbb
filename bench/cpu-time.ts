import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Whether this machine tells: Linux does. */
export const cpuTimeIsKnown = existsSync("/proc/self/schedstat");

/**
 * How long the threads of a process have been on a core so far, in milliseconds, the kernel's work for them included:
 * the first field of schedstat (Linux, Documentation/scheduler/sched-stats). Unlike the clock ticks of `stat`, it is
 * exact.
 */
export function cpuTimeMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}

/** The CPU time of some processes so far, by their ids. Those that have gone are left out. */
export function cpuTimesMs(pids: readonly number[]): Map<number, number> {
  const times = new Map<number, number>();
  for (const pid of pids) {
    try {
      times.set(pid, cpuTimeMs(pid));
    } catch {
      // It has ended.
    }
  }
  return times;
}

/** What the processes that were there at both times have used between them. */
export function cpuTimeBetween(
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): number {
  let sum = 0;
  for (const [pid, time] of after) sum += time - (before.get(pid) ?? time);
  return sum;
}
