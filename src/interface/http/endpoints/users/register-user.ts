import * as z from "zod";
import { type RegisteredUser, registerUser } from "../../../../application/register-user.ts";
import { DisplayName } from "../../../../domain/value-objects/display-name.ts";
import { EmailAddress } from "../../../../domain/value-objects/email-address.ts";
import { endpoint, json } from "../../endpoint.ts";
import { createOnce, idempotencyKeyHeader, idempotentReplayHeader, NO_STORE } from "../../idempotency.ts";
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
          email: EmailAddress.meta({
            description: "Nobody else may have it.",
            examples: ["ada@example.com"],
          }),
          displayName: DisplayName.meta({ description: "The name to go by.", examples: ["Ada"] }),
        })
        .meta({ id: "UserRegistration" }),
    ),
    responses: {
      201: {
        description: "The user and the first API key",
        content: json(
          z.object({ user: UserResponse, apiKey: ApiKeyWithSecretResponse }).meta({ id: "RegisteredUser" }),
        ),
        headers: idempotentReplayHeader,
      },
    },
    requestHeaders: [idempotencyKeyHeader],
    problems: ["email_taken", "idempotency_key_reused", "registration_closed"],
    rateLimit: "registrations",
  },
  async ({ c, body, dependencies }) => {
    const { registration } = dependencies.publicRepositories();
    return createOnce(
      c,
      ({ user, key, secret }: RegisteredUser) => ({
        body: { user: presentUser(user), apiKey: presentApiKeyWithSecret(key, secret) },
        headers: NO_STORE,
      }),
      (attemptOf) => registerUser({ ...dependencies, registration }, body, attemptOf),
    );
  },
);
