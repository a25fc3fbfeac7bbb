import type { Backend } from "../../neon-endpoint/backend.ts";

/**
 * The same backend, but nothing is committed, and what a session leaves open is rolled back: an operation can be run again
 * and again on the same data. Deferred constraints speak up as they would at a commit.
 */
export function rolledBack(backend: Backend): Backend {
  return {
    ...backend,
    withSession: (credentials, signal, use) =>
      backend.withSession(credentials, signal, (session) =>
        use({
          execute: (statements, onRow) => session.execute(statements.map(instead), onRow),
        }),
      ),
  };
}

const instead = <Statement extends { query: string }>(statement: Statement): Statement =>
  statement.query === "COMMIT" ? { ...statement, query: "SET CONSTRAINTS ALL IMMEDIATE" } : statement;
