import type { StorageUse } from "../models/storage-use.ts";
import type { User, UserChanges } from "../models/user.ts";
import type { ConditionalWrite } from "./conditional-write.ts";

/** The caller's own user. */
export interface UserRepository {
  get(): Promise<User>;
  /** The same; undefined where the version is `version`, which the caller has already. */
  getUnless(version: number): Promise<User | undefined>;
  /** @throws UserVersionStale, HandleTaken */
  edit(changes: UserChanges, write: ConditionalWrite): Promise<User>;
  /** What the user has stored. */
  storageUse(): Promise<StorageUse>;
  /** Erases the user and all that is theirs: keys, transcripts, tutorials. @throws UserVersionStale */
  remove(expectedVersion?: number): Promise<void>;
}
