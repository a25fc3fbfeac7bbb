/** The least that a Worker can do: what came is read, and something is answered. */
export default {
  async fetch(request) {
    await request.arrayBuffer();
    return Response.json({ ok: true });
  },
};
