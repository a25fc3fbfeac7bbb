import type { NewApiKey } from "../models/api-key.ts";
import type { User } from "../models/user.ts";
import type { Attempt } from "./attempt.ts";

export interface RegistrationRepository {
  /** Stores a new user and the first key of theirs, or neither. @throws EmailTaken */
  register(user: User, key: NewApiKey, attempt?: Attempt): Promise<void>;
}
