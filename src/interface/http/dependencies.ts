import type { Drafters } from "../../application/draft-tutorial.ts";
import type { Clock } from "../../application/ports/clock.ts";
import type { IdSource } from "../../application/ports/id-source.ts";
import type { RateLimiter } from "../../application/ports/rate-limiter.ts";
import type { TokenVerifier } from "../../application/ports/token-verifier.ts";
import type { AllowedOrigins } from "../../domain/config/configuration.ts";
import type { StorageUse } from "../../domain/models/storage-use.ts";
import type {
  CallerRepositories,
  Consistency,
  Credential,
  PublicRepositories,
} from "../../domain/repositories/repositories.ts";
import type { rateLimits } from "../../domain/value-objects/limits.ts";

/** Where replies for everybody are kept, near their readers. Keys are addresses. */
export type EdgeCache = {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
};

/** All that the HTTP layer is given by its entry. Repositories of a caller are made for each request. */
export type Dependencies = {
  callerRepositories(credential: Credential, consistency: Consistency): CallerRepositories;
  publicRepositories(): PublicRepositories;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  drafters: Drafters;
  /** Without one, API keys are the only credentials. */
  tokenVerifier?: TokenVerifier | undefined;
  /** Without one, every public read asks the database. */
  edgeCache?: EdgeCache | undefined;
  clock: Clock;
  ids: IdSource;
  /** What is not here is not limited. */
  rateLimiters: RateLimiters;
  configuration: { registrationOpen: boolean; allowedOrigins: AllowedOrigins; quota: StorageUse };
};

export type RateLimiters = { [Name in keyof typeof rateLimits]?: RateLimiter };
