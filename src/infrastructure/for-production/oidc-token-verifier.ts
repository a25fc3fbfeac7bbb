import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import type { Clock } from "../../application/ports/clock.ts";
import type { TokenVerifier } from "../../application/ports/token-verifier.ts";
import type { OidcConfiguration } from "../../domain/config/configuration.ts";
import { CredentialsInvalid, IdentityProviderUnavailable } from "../../domain/exceptions/authentication.ts";
import { DisplayName } from "../../domain/value-objects/display-name.ts";
import { EmailAddress } from "../../domain/value-objects/email-address.ts";
import type { Identity } from "../../domain/value-objects/identity.ts";
import { limits } from "../../domain/value-objects/limits.ts";
import { allScopes, type Scope } from "../../domain/value-objects/scope.ts";

/** Signatures by key pairs alone (RFC 7518, section 3.1; RFC 8037): a shared secret would let a reader sign. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
/** Seconds by which clocks may differ. */
const CLOCK_TOLERANCE = 30;
const JWKS_TIMEOUT_MS = 3_000;

/**
 * Proves JSON Web Tokens of one issuer for one audience (RFC 7519; RFC 9068, section 4). The issuer's keys are fetched
 * when a token first needs them, kept, and fetched again at most every half minute for a key that is not among them:
 * make one verifier an isolate.
 */
export function createOidcTokenVerifier(
  { issuer, audience, jwksUrl }: OidcConfiguration,
  clock: Clock,
): TokenVerifier {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: JWKS_TIMEOUT_MS });
  return {
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms: ALGORITHMS,
          requiredClaims: ["exp", "sub"],
          clockTolerance: CLOCK_TOLERANCE,
          currentDate: clock.now(),
        });
        return { identity: identityOf(payload, issuer), scopes: scopesOf(payload) };
      } catch (error) {
        throw isRefusal(error) ? new CredentialsInvalid() : new IdentityProviderUnavailable({ cause: error });
      }
    },
  };
}

/** What jose finds wrong in a token has a code of its own; what is left went wrong on the way to the keys. */
function isRefusal(error: unknown): boolean {
  if (error instanceof CredentialsInvalid) return true;
  return (
    error instanceof errors.JOSEError &&
    error.code !== errors.JOSEError.code &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid)
  );
}

function identityOf(claims: JWTPayload, issuer: string): Identity {
  const { sub: subject = "" } = claims;
  // Neither can be kept by Postgres, nor would a provider give them.
  if (!/^[\x20-\x7e]+$/.test(subject) || subject.length > limits.subjectLength)
    throw new CredentialsInvalid();
  const email = claims["email_verified"] === true ? EmailAddress.safeParse(claims["email"]).data : undefined;
  const named = [claims["name"], claims["preferred_username"], email?.split("@", 1)[0]];
  const displayName = named
    .map((name) => DisplayName.safeParse(name).data)
    .find((name) => name !== undefined);
  return { issuer, subject, email: email ?? null, displayName: displayName ?? DisplayName.parse("User") };
}

/** The scopes that a token names among ours (RFC 8693, section 4.2); all of them where it says nothing of scopes. */
function scopesOf({ scope }: JWTPayload): readonly Scope[] {
  if (scope === undefined) return allScopes;
  const named = typeof scope === "string" ? scope.split(" ") : [];
  return allScopes.filter((known) => named.includes(known));
}
