import { DomainException } from "./domain-exception.ts";

/** The database did not answer, or not in time. Nothing is known to have been written. */
export class DatabaseUnavailable extends DomainException {
  readonly code = "database_unavailable";
  constructor(options?: ErrorOptions) {
    super("The database does not answer at the moment.");
    if (options?.cause !== undefined) this.cause = options.cause;
  }
}
