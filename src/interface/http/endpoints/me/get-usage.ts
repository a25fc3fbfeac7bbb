import * as z from "zod";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { endpoint, json } from "../../endpoint.ts";

const Count = z.int().max(limits.quotaBytes);

const used = (what: string) =>
  z
    .object({
      used: Count.min(0).meta({ description: `How many ${what} are stored.` }),
      limit: Count.min(1).meta({ description: `How many ${what} may be stored.` }),
    })
    .meta({ description: `Stored ${what}, and the most there may be.` });

const Usage = z
  .object({ transcripts: used("transcripts"), bytes: used("bytes of uploaded content in UTF-8") })
  .meta({ id: "Usage", description: "What you have stored, and what you may." });

export const getUsage = endpoint(
  {
    method: "get",
    path: "/v1/me/usage",
    operationId: "getUsage",
    summary: "Read what you have stored, and what you may",
    description: "An upload beyond a limit is refused with `quota_exceeded`.",
    tag: "Account",
    scope: "me:manage",
    responses: { 200: { description: "The use and the limits", content: json(Usage) } },
  },
  async ({ c, repositories, dependencies: { configuration } }) => {
    const { transcripts, bytes } = await repositories.users.storageUse();
    const { quota } = configuration;
    return c.json({
      transcripts: { used: transcripts, limit: quota.transcripts },
      bytes: { used: bytes, limit: quota.bytes },
    });
  },
);
