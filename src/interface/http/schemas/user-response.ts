import * as z from "zod";
import type { User } from "../../../domain/models/user.ts";
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
    version: user.version,
    createdAt: instant(user.createdAt),
    updatedAt: instant(user.updatedAt),
  };
}
