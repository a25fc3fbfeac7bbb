/**
 * The same through the client that `orval` makes, to check its types. It is not run: without a configuration of its own
 * that client asks addresses with no host, which browsers know and Node does not.
 */
import {
  createTranscript,
  draftTutorial,
  getPublishedTutorial,
  publishTutorial,
  registerUser,
  updateTutorial,
} from "./generated/orval";

export async function mainJob(content: string) {
  const registered = await registerUser({ email: "orval@example.com", displayName: "Ada" });
  if (registered.status !== 201) throw new Error(registered.data.detail);
  const Authorization = `Bearer ${registered.data.apiKey.secret}`;
  const headers = { Authorization, "Content-Type": "application/json" };

  // orval names no media type where an operation takes several.
  const transcript = await createTranscript({ title: "Deploy it", content }, undefined, { headers });
  if (transcript.status !== 201) throw new Error(transcript.data.detail);
  const draft = await draftTutorial({ transcriptId: transcript.data.id }, { headers });
  if (draft.status !== 201) throw new Error(draft.data.detail);
  const { id, steps } = draft.data;
  const version = { ...headers, "If-Match": draft.headers.get("ETag") ?? "" };
  const edited = await updateTutorial(id, { title: "Deploy it", steps }, { headers: version });
  if (edited.status !== 200) throw new Error(edited.data.code);
  await publishTutorial(id, {}, { headers });
  const published = await getPublishedTutorial(edited.data.slug);
  if (published.status !== 200) throw new Error("It is not published.");
  return published.data;
}
