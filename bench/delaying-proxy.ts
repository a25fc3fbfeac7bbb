import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type DelayingProxy = {
  port: number;
  /** From the next flush on. */
  setDelay(ms: number): void;
  close(): void;
};

/**
 * A TCP proxy on loopback that holds back what a client sends, and passes on at once what the server answers: a client
 * that waits for the answer before it sends more pays the delay once for each round trip, one that pipelines pays it
 * once for all.
 */
export async function startDelayingProxy(target: { host: string; port: number }): Promise<DelayingProxy> {
  let delayMs = 0;
  // Who has said its last word may still be answered.
  const options = { noDelay: true, allowHalfOpen: true };
  const server = createServer(options, (client) => {
    const upstream = connect({ ...target, ...options });
    upstream.pipe(client);
    holdBack(client, upstream, () => delayMs);
    client.once("close", () => upstream.destroy());
    for (const socket of [client, upstream]) socket.on("error", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    setDelay(ms) {
      delayMs = ms;
    },
    close: () => server.close(),
  };
}

/** Timers may fire out of turn where the delay changes in between; whichever does sends what has waited longest. */
function holdBack(from: Socket, to: Socket, delayMs: () => number): void {
  const waiting: (Buffer | "end")[] = [];
  const sendFirst = () => {
    const first = waiting.shift();
    if (first === "end") to.end();
    else if (first && to.writable) to.write(first);
  };
  const hold = (one: Buffer | "end") => {
    waiting.push(one);
    if (delayMs() === 0 && waiting.length === 1) sendFirst();
    else setTimeout(sendFirst, delayMs());
  };
  from.on("data", hold);
  from.on("end", () => hold("end"));
}
