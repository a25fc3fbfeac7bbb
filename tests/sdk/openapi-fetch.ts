/** The same through `openapi-fetch`, by the types that `openapi-typescript` makes. See hey-api.ts. */
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/openapi-typescript";

export async function mainJob(baseUrl: string, content: string) {
  // What a tutorial can be had as beside JSON is not asked for here.
  const anybody = createClient<paths, "application/json">({ baseUrl });
  const registered = dataOf(
    await anybody.POST("/v1/users", { body: { email: "openapi-fetch@example.com", displayName: "Ada" } }),
  );
  const headers = { Authorization: `Bearer ${registered.apiKey.secret}` };
  const client = createClient<paths>({ baseUrl, headers });

  const transcript = dataOf(
    await client.POST("/v1/transcripts", { body: { title: "Deploy your first Worker", content } }),
  );
  const drafting = { method: "extractive", steps: 3 } as const;
  const draft = await client.POST("/v1/tutorials", { body: { transcriptId: transcript.id, drafting } });
  const { id, steps } = dataOf(draft);
  const version = draft.response.headers.get("ETag") ?? "";
  const edit = {
    params: { path: { id }, header: { "If-Match": version } },
    body: { title: "Deploy it", steps },
  };
  const { slug } = dataOf(await client.PATCH("/v1/tutorials/{id}", edit));

  const late = await client.PATCH("/v1/tutorials/{id}", edit);
  const problem: components["schemas"]["Problem"] | undefined = late.error;
  if (problem?.code !== "tutorial_version_stale") {
    throw new Error(`An edit of an old version was answered ${late.response.status}.`);
  }
  dataOf(await client.POST("/v1/tutorials/{id}/publish", { params: { path: { id } } }));
  const published = dataOf(await anybody.GET("/v1/published/{slug}", { params: { path: { slug } } }));
  await client.DELETE("/v1/me", { params: { header: { "If-Match": "*" } } });
  return { title: published.title, steps: published.steps.length };
}

function dataOf<Data>({ data, error }: { data?: Data; error?: unknown }): NonNullable<Data> {
  if (data === undefined || data === null) throw new Error(JSON.stringify(error));
  return data;
}
