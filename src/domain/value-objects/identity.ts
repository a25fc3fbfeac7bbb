import type { DisplayName } from "./display-name.ts";
import type { EmailAddress } from "./email-address.ts";

/**
 * An end user as an identity provider vouches for them: issuer and subject name them for good (OpenID Connect Core 1.0,
 * section 2). `email` is null unless the provider has verified it; `displayName` is what a new user is called.
 */
export type Identity = {
  issuer: string;
  subject: string;
  email: EmailAddress | null;
  displayName: DisplayName;
};
