import * as z from "zod";
import { registerUser } from "../../../../application/register-user.ts";
import { DisplayName } from "../../../../domain/value-objects/display-name.ts";
import { EmailAddress } from "../../../../domain/value-objects/email-address.ts";
import { endpoint, json } from "../../endpoint.ts";
import { jsonBody } from "../../request-body.ts";
import { ApiKeyWithSecretResponse, presentApiKeyWithSecret } from "../../schemas/api-key-response.ts";
import { presentUser, UserResponse } from "../../schemas/user-response.ts";

export const registerUserEndpoint = endpoint(
  {
    method: "post",
    path: "/v1/users",
    operationId: "registerUser",
    summary: "Register, and get a first API key",
    description: "The key may do everything. Its secret is shown in this reply and never again.",
    tag: "Account",
    body: jsonBody(
      z
        .strictObject({
          email: EmailAddress.meta({ examples: ["ada@example.com"] }),
          displayName: DisplayName.meta({ examples: ["Ada"] }),
        })
        .meta({ id: "UserRegistration" }),
    ),
    responses: {
      201: {
        description: "The user and the first API key",
        content: json(
          z.object({ user: UserResponse, apiKey: ApiKeyWithSecretResponse }).meta({ id: "RegisteredUser" }),
        ),
      },
    },
    problems: ["email_taken", "registration_closed"],
  },
  async ({ c, body, dependencies }) => {
    const { registration } = dependencies.publicRepositories();
    const { user, key, secret } = await registerUser({ ...dependencies, registration }, body);
    return c.json({ user: presentUser(user), apiKey: presentApiKeyWithSecret(key, secret) }, 201, NO_STORE);
  },
);

/** A reply with a secret belongs in no cache. */
const NO_STORE = { "Cache-Control": "no-store" };
