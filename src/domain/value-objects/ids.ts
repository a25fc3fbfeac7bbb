import * as z from "zod";

/** Identifiers are UUIDs of version 7 (RFC 9562, section 5.7): they sort by the time they were made. */
const uuidV7 = () => z.uuidv7().toLowerCase();

export const UserId = uuidV7().brand<"UserId">();
export type UserId = z.infer<typeof UserId>;

export const ApiKeyId = uuidV7().brand<"ApiKeyId">();
export type ApiKeyId = z.infer<typeof ApiKeyId>;

export const TranscriptId = uuidV7().brand<"TranscriptId">();
export type TranscriptId = z.infer<typeof TranscriptId>;

export const TutorialId = uuidV7().brand<"TutorialId">();
export type TutorialId = z.infer<typeof TutorialId>;

export const StepId = uuidV7().brand<"StepId">();
export type StepId = z.infer<typeof StepId>;
