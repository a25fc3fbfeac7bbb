import type { MiddlewareHandler } from "hono";

/** Bytes after which a caller who goes on sending is cut off: the most that Workers take in. */
const PATIENCE = 100 * 1024 * 1024;

/**
 * Reads what a refused request still sends before the refusal goes out. A server that answers and closes while the
 * caller is sending may cut the connection before the answer is read (RFC 9112, section 9.6).
 */
export function readUnreadBody(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { body } = c.req.raw;
    if (!body || body.locked || c.req.raw.bodyUsed) return;
    const reader = body.getReader();
    try {
      for (let size = 0; size < PATIENCE; ) {
        const { done, value } = await reader.read();
        if (done) return;
        size += value.byteLength;
      }
    } catch {
      // The caller has gone away.
    }
  };
}
