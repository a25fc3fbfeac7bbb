import type { Identity } from "../../domain/value-objects/identity.ts";
import type { Scope } from "../../domain/value-objects/scope.ts";

/** Proves the bearer tokens of an identity provider. */
export type TokenVerifier = {
  /** @throws CredentialsInvalid, IdentityProviderUnavailable */
  verify(token: string): Promise<VerifiedToken>;
};

/** Whom a token speaks for, and what it allows. */
export type VerifiedToken = { identity: Identity; scopes: readonly Scope[] };
