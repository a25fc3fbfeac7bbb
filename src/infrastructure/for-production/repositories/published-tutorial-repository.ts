import { and, eq } from "drizzle-orm";
import { TutorialNotFound } from "../../../domain/exceptions/tutorial.ts";
import { transcripts } from "../../../domain/models/transcript.ts";
import { tutorials } from "../../../domain/models/tutorial.ts";
import type { PublishedTutorialRepository } from "../../../domain/repositories/published-tutorial-repository.ts";
import type { Session } from "../database.ts";
import { columnsWithMedia } from "./tutorial-repository.ts";

export function createPublishedTutorialRepository({ statements, run }: Session): PublishedTutorialRepository {
  return {
    async get(slug) {
      const [[found]] = await run([
        statements
          .select(columnsWithMedia)
          .from(tutorials)
          .innerJoin(transcripts, eq(transcripts.id, tutorials.transcriptId))
          .where(and(eq(tutorials.slug, slug), eq(tutorials.status, "published"))),
      ]);
      if (!found?.publishedAt) throw new TutorialNotFound();
      return { ...found, publishedAt: found.publishedAt };
    },
  };
}
