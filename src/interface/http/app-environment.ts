import type { Caller } from "./authentication.ts";

/** What goes along with a request. */
export type AppEnvironment = {
  /** What the entry knows of a request beside the request itself. */
  Bindings: { clientAddress?: string | undefined };
  /** `caller` is there in operations that need one. */
  Variables: { requestId: string; caller?: Caller };
};
