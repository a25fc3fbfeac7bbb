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
