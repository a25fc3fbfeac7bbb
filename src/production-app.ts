import { parseConfiguration } from "./domain/config/configuration.ts";
import { Database } from "./infrastructure/for-production/database.ts";
import { createExtractiveDrafter } from "./infrastructure/for-production/drafters/extractive/extractive-drafter.ts";
import { createLlmDrafter } from "./infrastructure/for-production/drafters/llm/llm-drafter.ts";
import { createOidcTokenVerifier } from "./infrastructure/for-production/oidc-token-verifier.ts";
import {
  callerRepositories,
  publicRepositories,
} from "./infrastructure/for-production/repositories/index.ts";
import { systemClock } from "./infrastructure/for-production/system-clock.ts";
import { uuidSource } from "./infrastructure/for-production/uuid-source.ts";
import { createApp } from "./interface/http/app.ts";
import type { EdgeCache, RateLimiters } from "./interface/http/dependencies.ts";

/** Puts the application together for an entry, which knows how its runtime counts. @throws ConfigurationInvalid */
export function createProductionApp(
  bindings: Record<string, unknown>,
  rateLimiters: RateLimiters,
  edgeCache?: EdgeCache,
) {
  const configuration = parseConfiguration(bindings);
  const database = new Database(configuration);
  const extractive = createExtractiveDrafter();
  return createApp({
    callerRepositories: (credential, consistency) => callerRepositories(database, credential, consistency),
    publicRepositories: () => publicRepositories(database),
    ping: () => database.ping(),
    ...(configuration.oidc && {
      tokenVerifier: createOidcTokenVerifier(configuration.oidc, systemClock),
    }),
    drafters: {
      extractive,
      ...(configuration.llm && { llm: createLlmDrafter(configuration.llm, extractive) }),
    },
    edgeCache: configuration.edgeCaching ? edgeCache : undefined,
    clock: systemClock,
    ids: uuidSource,
    rateLimiters: configuration.rateLimiting ? rateLimiters : {},
    configuration,
  });
}
