/**
 * The main job through the client that `@hey-api/openapi-ts` makes. scripts/prove-sdks.ts puts that client beside this
 * file, checks the types of both, and runs it.
 */
import {
  createTranscript,
  deleteMe,
  draftTutorial,
  getPublishedTutorial,
  getTutorial,
  listTutorials,
  publishTutorial,
  registerUser,
  updateTutorial,
} from "./generated/hey-api";
import { client } from "./generated/hey-api/client.gen";

/** From registering to the published tutorial; what everybody may read of it. */
export async function mainJob(baseUrl: string, content: string) {
  client.setConfig({ baseUrl });
  const registered = await registerUser({
    body: { email: "hey-api@example.com", displayName: "Ada" },
    throwOnError: true,
  });
  client.setConfig({ baseUrl, auth: registered.data.apiKey.secret });

  const transcript = await createTranscript({
    body: { title: "Deploy your first Worker", language: "en", content },
    headers: { "Idempotency-Key": "the-first-transcript" },
    throwOnError: true,
  });
  const draft = await draftTutorial({
    body: { transcriptId: transcript.data.id, drafting: { method: "extractive", steps: 3 } },
    throwOnError: true,
  });

  const { id } = draft.data;
  const read = await getTutorial({ path: { id }, throwOnError: true });
  const version = read.response.headers.get("ETag");
  if (version === null) throw new Error("The tutorial came without an ETag.");
  // What was read may be sent back: order and words are the author's to change.
  const steps = read.data.steps.toReversed();
  const edit = { path: { id }, headers: { "If-Match": version }, body: { title: "Deploy it", steps } };
  const edited = await updateTutorial({ ...edit, throwOnError: true });

  const late = await updateTutorial(edit);
  if (late.error?.code !== "tutorial_version_stale") {
    throw new Error(`An edit of an old version was answered ${late.response?.status}.`);
  }
  await publishTutorial({ path: { id }, throwOnError: true });
  const listed = await listTutorials({ query: { limit: 1 }, throwOnError: true });
  if (listed.data.items[0]?.status !== "published")
    throw new Error("The list does not say that it is published.");
  const published = await getPublishedTutorial({ path: { slug: edited.data.slug }, throwOnError: true });
  await deleteMe({ headers: { "If-Match": "*" }, throwOnError: true });
  return { title: published.data.title, steps: published.data.steps.length };
}
