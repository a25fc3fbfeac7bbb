import type { User } from "../models/user.ts";

/** The caller's own user. */
export interface UserRepository {
  get(): Promise<User>;
  /** Writes the user if the stored version is the one before. @throws UserVersionStale */
  save(user: User): Promise<void>;
  /** Erases the user and all that is theirs: keys, transcripts, tutorials. */
  remove(): Promise<void>;
}
