import { CredentialsInvalid, CredentialsMissing } from "../../domain/exceptions/authentication.ts";
import type { Credential } from "../../domain/repositories/repositories.ts";
import { digestApiKeySecret, parseApiKeySecret } from "../../domain/value-objects/api-key-secret.ts";
import type { Scope } from "../../domain/value-objects/scope.ts";

/**
 * Reads the API key of a request (RFC 6750, section 2.1). A mistyped key is refused here, by its checksum; whether a
 * well-formed one opens anything is for the database to say, together with the operation itself.
 *
 * @throws CredentialsMissing, CredentialsInvalid
 */
export async function readCredential(authorization: string | undefined, scope: Scope): Promise<Credential> {
  if (!authorization) throw new CredentialsMissing();
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const secret = token === undefined ? undefined : await parseApiKeySecret(token);
  if (secret === undefined) throw new CredentialsInvalid();
  return { digest: await digestApiKeySecret(secret), scope };
}
