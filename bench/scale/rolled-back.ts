import type { Backend } from "../../neon-endpoint/backend.ts";

/**
 * The same backend, but what a call has written is undone where it would be committed: an operation can be run again and
 * again on the same data. Deferred constraints speak up as they would at a commit.
 */
export function rolledBack(backend: Backend): Backend {
  return {
    ...backend,
    withSession: (credentials, signal, use) =>
      backend.withSession(credentials, signal, (session) =>
        use({
          async execute(query, params, onRow) {
            if (query !== "COMMIT") return session.execute(query, params, onRow);
            await session.execute("SET CONSTRAINTS ALL IMMEDIATE", []);
            return session.execute("ROLLBACK", []);
          },
        }),
      ),
  };
}
