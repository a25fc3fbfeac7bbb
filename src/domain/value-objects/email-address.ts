import * as z from "zod";
import { limits } from "./limits.ts";

/** An e-mail address in lower case: nobody means two people by two cases of one address. */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(limits.emailLength)
  .pipe(z.email())
  .brand<"EmailAddress">();
export type EmailAddress = z.infer<typeof EmailAddress>;
