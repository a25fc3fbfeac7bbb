import * as z from "zod";
import { limits } from "./limits.ts";

/** The name of an author in the address of their public page: lower-case ASCII words joined by single hyphens. */
export const AuthorHandle = z
  .string()
  .min(limits.handleLeastLength)
  .max(limits.handleLength)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be lower-case letters and digits joined by single hyphens")
  .brand<"AuthorHandle">();
export type AuthorHandle = z.infer<typeof AuthorHandle>;
