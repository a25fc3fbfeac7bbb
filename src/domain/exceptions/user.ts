import { DomainException } from "./domain-exception.ts";

export class EmailTaken extends DomainException {
  readonly code = "email_taken";
  constructor() {
    super("Another user has registered this e-mail address.", [
      { pointer: "/email", code: "email_taken", message: "is already registered" },
    ]);
  }
}

export class HandleTaken extends DomainException {
  readonly code = "handle_taken";
  constructor() {
    super("Another author has this handle.", [
      { pointer: "/authorHandle", code: "handle_taken", message: "is taken" },
    ]);
  }
}

/** Nobody has chosen this handle for a public page. */
export class AuthorNotFound extends DomainException {
  readonly code = "author_not_found";
  constructor() {
    super("There is no such author.");
  }
}

export class RegistrationClosed extends DomainException {
  readonly code = "registration_closed";
  constructor() {
    super("This server does not take new users by itself.");
  }
}

export class UserVersionStale extends DomainException {
  readonly code = "user_version_stale";
  constructor() {
    super("The user has changed since the version that the request names.");
  }
}
