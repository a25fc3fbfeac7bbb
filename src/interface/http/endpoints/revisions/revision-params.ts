import * as z from "zod";
import { TutorialId } from "../../../../domain/value-objects/ids.ts";

/** In paths, as digits. */
export const VersionNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, "must be a whole number from 1")
  .transform(Number)
  .meta({ description: "A version of the tutorial.", type: "integer", minimum: 1, maximum: 999_999_999 });

export const revisionParams = z.object({
  id: TutorialId.meta({ description: "The id of the tutorial." }),
  version: VersionNumber,
});
