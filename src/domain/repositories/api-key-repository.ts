import type { ApiKey, NewApiKey } from "../models/api-key.ts";
import type { ApiKeyId } from "../value-objects/ids.ts";
import type { Attempt } from "./attempt.ts";
import type { Page, PageRequest } from "./page.ts";

/** The caller's API keys, revoked and expired ones included. */
export interface ApiKeyRepository {
  add(key: NewApiKey, attempt?: Attempt): Promise<ApiKey>;
  list(page: PageRequest<ApiKeyId>): Promise<Page<ApiKey, ApiKeyId>>;
  /** Ends a key's life; a key revoked before keeps its first time. @throws ApiKeyNotFound */
  revoke(id: ApiKeyId, at: Date): Promise<void>;
}
