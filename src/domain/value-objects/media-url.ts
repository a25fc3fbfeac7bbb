import * as z from "zod";
import { limits } from "./limits.ts";

/** Where the recording can be watched or heard: an absolute http(s) URL without credentials. */
export const MediaUrl = z
  .string()
  .max(limits.mediaUrlLength)
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  }, "must be an absolute http or https URL without credentials")
  .overwrite((text) => URL.parse(text)?.href ?? text)
  .max(limits.mediaUrlLength)
  .brand<"MediaUrl">();
export type MediaUrl = z.infer<typeof MediaUrl>;
