import { neon, neonConfig } from "@neondatabase/serverless";

/** The least that a Worker with a database can do: one call of the driver, which reads one row by its key. */
export default {
  async fetch(request, { DATABASE_URL, NEON_FETCH_ENDPOINT }) {
    await request.arrayBuffer();
    neonConfig.fetchEndpoint = NEON_FETCH_ENDPOINT;
    const id = new URL(request.url).searchParams.get("id");
    const rows = await neon(DATABASE_URL)`SELECT id, title FROM tutorials WHERE id = ${id}`;
    return Response.json(rows);
  },
};
