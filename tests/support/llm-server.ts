import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LlmConfiguration } from "../../src/domain/config/configuration.ts";

/** What a request asks, as far as tests look at it. */
export type Asked = {
  /** The user's message, read as JSON. */
  told: {
    steps: number;
    exactly: boolean;
    before: string[];
    cues: { cue: number; text: string; speaker?: string }[];
    after: string[];
    faults?: string[];
  };
  system: string;
  body: Record<string, unknown>;
  path: string;
  authorization: string | undefined;
};

/** How the model's server replies: with an answer of the model, any reply of HTTP, or badly. */
export type ModelReply =
  | { content: unknown; finishReason?: string }
  | { status: number; headers?: Record<string, string>; text?: string }
  | "nothing"
  | "half an answer"
  | "an endless answer"
  | "no connection";

export type LlmServer = Awaited<ReturnType<typeof startLlmServer>>;

/** An OpenAI-compatible server on loopback, whose model answers as a test says. `nth` counts requests from 1. */
export async function startLlmServer(reply: (asked: Asked, nth: number) => ModelReply) {
  const requests: Asked[] = [];
  let replyTo = reply;
  const server = createServer(async (request, response) => {
    const asked = await read(request);
    requests.push(asked);
    send(replyTo(asked, requests.length), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const configuration: LlmConfiguration = {
    baseUrl: `${address}/v1`,
    apiKey: "sk-secret",
    model: "some-model",
    timeoutMs: 5_000,
  };
  return {
    configuration,
    requests,
    replyWith(next: typeof reply) {
      requests.length = 0;
      replyTo = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = JSON.parse(Buffer.concat(chunks).toString());
  const [system, user] = body.messages;
  return {
    told: JSON.parse(user.content),
    system: system.content,
    body,
    path: request.url ?? "",
    authorization: request.headers.authorization,
  };
}

function send(reply: ModelReply, response: ServerResponse) {
  if (reply === "nothing") return;
  if (reply === "no connection") return response.destroy();
  if (reply === "half an answer") return response.write('{"choices":');
  if (reply === "an endless answer") return pour(response);
  if ("status" in reply) {
    return response.writeHead(reply.status, reply.headers).end(reply.text ?? "");
  }
  const choice = {
    index: 0,
    message: { role: "assistant", content: reply.content },
    finish_reason: reply.finishReason ?? "stop",
  };
  response.writeHead(200, { "Content-Type": "application/json" });
  return response.end(JSON.stringify({ object: "chat.completion", choices: [choice] }));
}

/** Writes for as long as anybody reads. */
function pour(response: ServerResponse) {
  const more = () => {
    while (!response.destroyed && response.write(" ".repeat(65_536)));
  };
  response.on("drain", more);
  more();
}
