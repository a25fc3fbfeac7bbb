import * as z from "zod";
import { endpoint, json } from "../../endpoint.ts";

const Health = z
  .object({
    status: z
      .string()
      .max(20)
      .meta({ description: "`ok`.", examples: ["ok"] }),
  })
  .meta({ id: "Health", description: "That the service runs." });

export const healthz = endpoint(
  {
    method: "get",
    path: "/healthz",
    operationId: "checkHealth",
    summary: "Whether the service runs",
    description: "Asks nothing of the database.",
    tag: "Service",
    responses: { 200: { description: "It runs", content: json(Health) } },
  },
  async ({ c }) => c.json({ status: "ok" }, 200, { "Cache-Control": "no-store" }),
);
