import type { IdSource } from "../../application/ports/id-source.ts";
import type { TokenVerifier } from "../../application/ports/token-verifier.ts";
import {
  CredentialsInvalid,
  CredentialsMissing,
  ScopeMissing,
} from "../../domain/exceptions/authentication.ts";
import type { Credential } from "../../domain/repositories/repositories.ts";
import { digestApiKeySecret, parseApiKeySecret } from "../../domain/value-objects/api-key-secret.ts";
import { UserId } from "../../domain/value-objects/ids.ts";
import type { Scope } from "../../domain/value-objects/scope.ts";
import { sha256Hex } from "../../domain/value-objects/sha256.ts";

/**
 * Who calls. `name` is the same in each call of one API key, or of one user of the identity provider, and tells nothing;
 * `secret` is what only the caller can say again, if there is such a thing: a token is another one after an hour.
 */
export type Caller = { credential: Credential; name: string; secret: string };

/**
 * Reads the bearer token of a request (RFC 6750, section 2.1): an API key, or a token of the identity provider. A
 * mistyped key is refused here, by its checksum; whether a well-formed one opens anything is for the database to say,
 * together with the operation itself. A token is proved here, with its scopes.
 *
 * @throws CredentialsMissing, CredentialsInvalid, ScopeMissing, IdentityProviderUnavailable
 */
export async function readCaller(
  authorization: string | undefined,
  scope: Scope,
  { tokenVerifier, ids }: { tokenVerifier?: TokenVerifier | undefined; ids: IdSource },
): Promise<Caller> {
  if (!authorization) throw new CredentialsMissing();
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (token === undefined) throw new CredentialsInvalid();
  const secret = await parseApiKeySecret(token);
  if (secret !== undefined) {
    const digest = await digestApiKeySecret(secret);
    return { credential: { digest, scope }, name: `key ${digest}`, secret };
  }
  if (!tokenVerifier || !JWT.test(token)) throw new CredentialsInvalid();
  const { identity, scopes } = await tokenVerifier.verify(token);
  if (!scopes.includes(scope)) throw new ScopeMissing(scope);
  const newUserId = UserId.parse(ids.next());
  const name = `identity ${await sha256Hex(JSON.stringify([identity.issuer, identity.subject]))}`;
  return { credential: { identity, newUserId }, name, secret: "" };
}

/** A JWS in compact serialization (RFC 7515, section 7.1). */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
