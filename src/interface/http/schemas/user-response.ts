import * as z from "zod";
import type { User } from "../../../domain/models/user.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import { Id, Instant, instant, Version } from "./common.ts";

export const UserResponse = z
  .object({
    id: Id,
    email: z
      .email()
      .max(254)
      .nullable()
      .meta({
        description:
          "The address that the user registered with; null where an identity provider vouches for none.",
        examples: ["ada@example.com"],
      }),
    displayName: z
      .string()
      .max(100)
      .meta({ description: "The name that the user goes by.", examples: ["Ada"] }),
    authorHandle: z
      .string()
      .max(limits.handleLength)
      .nullable()
      .meta({
        description: "Of the public page and feed of your published tutorials; null where there is none.",
        examples: ["ada"],
      }),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: "User", description: "Who calls: the owner of keys, transcripts and tutorials." });

export function presentUser(user: User): z.input<typeof UserResponse> {
  return {
    id: user.id,
    email: user.email,
    displayName: user.displayName,
    authorHandle: user.authorHandle,
    version: user.version,
    createdAt: instant(user.createdAt),
    updatedAt: instant(user.updatedAt),
  };
}
