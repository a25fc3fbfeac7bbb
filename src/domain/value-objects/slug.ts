import * as z from "zod";
import { limits } from "./limits.ts";

/** The name of a tutorial in its public address: lower-case ASCII words joined by single hyphens. */
export const Slug = z
  .string()
  .min(3)
  .max(limits.slugLength)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be lower-case letters and digits joined by single hyphens")
  .brand<"Slug">();
export type Slug = z.infer<typeof Slug>;

/**
 * Makes a slug from a title. The end of the tutorial's id, which is random, keeps slugs apart without asking the
 * database first; a title with no Latin letters becomes `tutorial`.
 */
export function slugFrom(title: string, id: string): Slug {
  const suffix = id.replaceAll("-", "").slice(-8);
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, limits.slugLength - suffix.length - 1)
    .replace(/^-|-$/g, "");
  return Slug.parse(`${words || "tutorial"}-${suffix}`);
}
