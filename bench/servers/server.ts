/** A server that runs, and the process that its work is done in. */
export type Server = { url: string; pid: number };
