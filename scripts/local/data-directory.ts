import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** A data directory serves one process at a time: two would damage the database in it. */
class DataDirectoryInUse extends Error {
  constructor(directory: string) {
    super(
      `${directory} is in use by another Cueprint. Stop that one first, or choose another with DATA_DIR.`,
    );
    this.name = "DataDirectoryInUse";
  }
}

/**
 * Takes a data directory, making it where it is not there. The lock is the operating system's, on a file that SQLite
 * holds, so it goes when the process does, however that ends.
 *
 * @returns what gives it back
 * @throws DataDirectoryInUse
 */
export function lockDataDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const lock = new DatabaseSync(join(directory, "lock"));
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    throw isBusy(error) ? new DataDirectoryInUse(directory) : error;
  }
  return () => lock.close();
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5; // SQLITE_BUSY
}
