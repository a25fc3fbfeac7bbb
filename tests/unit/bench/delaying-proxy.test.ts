import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { startDelayingProxy } from "../../../bench/delaying-proxy.ts";

describe("the delaying proxy", () => {
  test("passes everything on, in order and to the end, also where the delay falls in between", async () => {
    const echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket));
    await once(echo.listen(0, "127.0.0.1"), "listening");
    const { port } = echo.address() as AddressInfo;
    const proxy = await startDelayingProxy({ host: "127.0.0.1", port });
    try {
      const client = connect({ host: "127.0.0.1", port: proxy.port, noDelay: true });
      await once(client, "connect");
      const received = text(client);
      const parts = ["one ", "two ", "three ", "four"];
      for (const [at, part] of parts.entries()) {
        proxy.setDelay([20, 5, 0, 1][at] ?? 0);
        await new Promise<void>((resolve) => client.write(part, () => resolve()));
        // So that the parts may arrive apart.
        await new Promise((resolve) => setImmediate(resolve));
      }
      client.end();
      expect(await received).toBe(parts.join(""));
    } finally {
      proxy.close();
      echo.close();
    }
  });
});
