import { v7 } from "uuid";
import type { IdSource } from "../../application/ports/id-source.ts";

export const uuidSource: IdSource = { next: () => v7() };
