import type * as z from "zod";
import { limits } from "./limits.ts";
import { singleLine } from "./text.ts";

/** The title of a transcript, a tutorial or a step. */
export const Title = singleLine(limits.titleLength).brand<"Title">();
export type Title = z.infer<typeof Title>;
