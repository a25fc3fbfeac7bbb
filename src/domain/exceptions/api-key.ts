import { DomainException } from "./domain-exception.ts";

export class ApiKeyNotFound extends DomainException {
  readonly code = "api_key_not_found";
  constructor() {
    super("There is no such API key.");
  }
}

export class ApiKeyExpiryInThePast extends DomainException {
  readonly code = "api_key_expiry_in_the_past";
  constructor() {
    super("An API key cannot expire before it is made.", [
      { pointer: "/expiresAt", code: "api_key_expiry_in_the_past", message: "must be in the future" },
    ]);
  }
}

export class ApiKeyInactive extends DomainException {
  readonly code = "api_key_inactive";
  constructor() {
    super("The API key is revoked or has expired: a new secret would open nothing.");
  }
}
