import * as z from "zod";
import type { User } from "../../../domain/models/user.ts";
import { Id, Instant, instant } from "./common.ts";

export const UserResponse = z
  .object({
    id: Id,
    email: z.email().max(254),
    displayName: z.string().max(100),
    version: z.int().min(1),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: "User" });

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
