import { DomainException } from "./domain-exception.ts";

export class CredentialsMissing extends DomainException {
  readonly code = "credentials_missing";
  constructor() {
    super("Send an API key: Authorization: Bearer cueprint_…");
  }
}

export class CredentialsInvalid extends DomainException {
  readonly code = "credentials_invalid";
  constructor() {
    super("The API key or token is not valid: it is mistyped, unknown, revoked or expired.");
  }
}

export class ScopeMissing extends DomainException {
  readonly code = "scope_missing";
  constructor(scope?: string) {
    super(
      scope
        ? `The credentials do not have the scope ${scope}.`
        : "The API key does not have the scope that this needs.",
    );
  }
}

/** The identity provider's keys cannot be fetched, so its tokens can be neither proved nor refused. */
export class IdentityProviderUnavailable extends DomainException {
  readonly code = "identity_provider_unavailable";
  constructor(options?: ErrorOptions) {
    super("The identity provider does not answer at the moment.");
    if (options?.cause !== undefined) this.cause = options.cause;
  }
}
