import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Site = { url: string; close(): Promise<void> };

type Fetch = (request: Request) => Response | Promise<Response>;

/** Serves a web-standard application on loopback. Only GET: a browser that reads sends nothing else. */
export async function serve(fetch: Fetch): Promise<Site> {
  const server = createServer(async ({ url = "/", headers }, outgoing) => {
    const sent = Object.entries(headers).filter(
      (pair): pair is [string, string] => typeof pair[1] === "string",
    );
    const response = await fetch(new Request(new URL(url, `http://${headers.host}`), { headers: sent }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
