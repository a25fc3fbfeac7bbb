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
    super("The API key is not valid: it is mistyped, unknown, revoked or expired.");
  }
}

export class ScopeMissing extends DomainException {
  readonly code = "scope_missing";
  constructor(scope?: string) {
    super(
      scope
        ? `The API key does not have the scope ${scope}.`
        : "The API key does not have the scope that this needs.",
    );
  }
}
