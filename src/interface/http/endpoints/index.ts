import type { Endpoint } from "../endpoint.ts";
import { createApiKey } from "./api-keys/create-api-key.ts";
import { listApiKeys } from "./api-keys/list-api-keys.ts";
import { revokeApiKey } from "./api-keys/revoke-api-key.ts";
import { rotateApiKeyEndpoint } from "./api-keys/rotate-api-key.ts";
import { deleteMe } from "./me/delete-me.ts";
import { getMe } from "./me/get-me.ts";
import { getUsage } from "./me/get-usage.ts";
import { updateMe } from "./me/update-me.ts";
import { getAuthorFeed } from "./published/get-author-feed.ts";
import { getAuthorPage } from "./published/get-author-page.ts";
import { getPublishedTutorial } from "./published/get-published-tutorial.ts";
import { getTutorialPage } from "./published/get-tutorial-page.ts";
import { compareRevisionsEndpoint } from "./revisions/compare-revisions.ts";
import { getRevision } from "./revisions/get-revision.ts";
import { listRevisions } from "./revisions/list-revisions.ts";
import { restoreRevisionEndpoint } from "./revisions/restore-revision.ts";
import { search } from "./search/search.ts";
import { errorPage } from "./service/error-page.ts";
import { healthz } from "./service/health.ts";
import { readyz } from "./service/readiness.ts";
import { createTranscript } from "./transcripts/create-transcript.ts";
import { deleteTranscript } from "./transcripts/delete-transcript.ts";
import { getTranscript } from "./transcripts/get-transcript.ts";
import { getTranscriptContent } from "./transcripts/get-transcript-content.ts";
import { listParagraphs } from "./transcripts/list-paragraphs.ts";
import { listSentences } from "./transcripts/list-sentences.ts";
import { listSpeakers } from "./transcripts/list-speakers.ts";
import { listTranscripts } from "./transcripts/list-transcripts.ts";
import { renameSpeakersEndpoint } from "./transcripts/rename-speakers.ts";
import { replaceTranscriptContent } from "./transcripts/replace-content.ts";
import { updateTranscript } from "./transcripts/update-transcript.ts";
import { acceptCitationsEndpoint } from "./tutorials/accept-citations.ts";
import { deleteTutorial } from "./tutorials/delete-tutorial.ts";
import { draftTutorialEndpoint } from "./tutorials/draft-tutorial.ts";
import { getTutorial } from "./tutorials/get-tutorial.ts";
import { listCitations } from "./tutorials/list-citations.ts";
import { listTutorials } from "./tutorials/list-tutorials.ts";
import { publishTutorial } from "./tutorials/publish-tutorial.ts";
import { unpublishTutorial } from "./tutorials/unpublish-tutorial.ts";
import { updateTutorial } from "./tutorials/update-tutorial.ts";
import { registerUserEndpoint } from "./users/register-user.ts";

/** All that the API answers, in the order in which its reference shows it. */
export const endpoints: readonly Endpoint[] = [
  registerUserEndpoint,
  getMe,
  getUsage,
  updateMe,
  deleteMe,
  createApiKey,
  listApiKeys,
  rotateApiKeyEndpoint,
  revokeApiKey,
  createTranscript,
  listTranscripts,
  getTranscript,
  updateTranscript,
  getTranscriptContent,
  replaceTranscriptContent,
  listSentences,
  listParagraphs,
  listSpeakers,
  renameSpeakersEndpoint,
  deleteTranscript,
  draftTutorialEndpoint,
  listTutorials,
  getTutorial,
  updateTutorial,
  deleteTutorial,
  publishTutorial,
  unpublishTutorial,
  listCitations,
  acceptCitationsEndpoint,
  listRevisions,
  getRevision,
  compareRevisionsEndpoint,
  restoreRevisionEndpoint,
  search,
  getPublishedTutorial,
  getTutorialPage,
  getAuthorPage,
  getAuthorFeed,
  healthz,
  readyz,
  errorPage,
];
