import * as z from "zod";
import { endpoint, json } from "../../endpoint.ts";

const Readiness = z
  .object({
    status: z
      .string()
      .max(20)
      .meta({ description: "`ready`.", examples: ["ready"] }),
  })
  .meta({ id: "Readiness", description: "That the service and its database answer." });

export const readyz = endpoint(
  {
    method: "get",
    path: "/readyz",
    operationId: "checkReadiness",
    summary: "Whether the service and its database answer",
    description: "Makes one call to the database.",
    tag: "Service",
    responses: { 200: { description: "Both answer", content: json(Readiness) } },
  },
  async ({ c, dependencies }) => {
    await dependencies.ping();
    return c.json({ status: "ready" }, 200, { "Cache-Control": "no-store" });
  },
);
