import type { ApiKey, ApiKeyRotation, NewApiKey } from "../models/api-key.ts";
import type { ApiKeyId } from "../value-objects/ids.ts";
import type { Attempt } from "./attempt.ts";
import type { Page, PageRequest } from "./page.ts";

/** Which keys a list shows: those that open something now, those that do not, or both. */
type ApiKeyFilter = { active?: boolean | undefined };

/** The caller's API keys, revoked and expired ones included. */
export interface ApiKeyRepository {
  add(key: NewApiKey, attempt?: Attempt): Promise<ApiKey>;
  list(page: PageRequest<ApiKeyId>, filter?: ApiKeyFilter): Promise<Page<ApiKey, ApiKeyId>>;
  /** Gives a key a new secret. @throws ApiKeyNotFound, ApiKeyInactive */
  rotate(id: ApiKeyId, rotation: ApiKeyRotation, attempt?: Attempt): Promise<ApiKey>;
  /** Ends a key's life; a key revoked before keeps its first time. @throws ApiKeyNotFound */
  revoke(id: ApiKeyId, at: Date): Promise<void>;
}
