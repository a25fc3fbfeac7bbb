/**
 * Leaves nothing of a call to the next one but the plans that functions have made: all of DISCARD ALL but DISCARD PLANS,
 * as Neon's proxy does between calls (neondatabase/neon, pull request 12681). To be sent as one simple query.
 */
export const CLEAN_SESSION = [
  "CLOSE ALL",
  "SET SESSION AUTHORIZATION DEFAULT",
  "RESET ALL",
  "DEALLOCATE ALL",
  "UNLISTEN *",
  "SELECT pg_catalog.pg_advisory_unlock_all()",
  "DISCARD TEMP",
  "DISCARD SEQUENCES",
].join("; ");
