import * as z from "zod";
import { editUser } from "../../../../application/edit-user.ts";
import { AuthorHandle } from "../../../../domain/value-objects/author-handle.ts";
import { DisplayName } from "../../../../domain/value-objects/display-name.ts";
import { etag, ifMatchHeader, requiredIfMatch } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { jsonBody } from "../../request-body.ts";
import { presentUser, UserResponse } from "../../schemas/user-response.ts";
import { sentFields } from "../../validation.ts";

export const updateMe = endpoint(
  {
    method: "patch",
    path: "/v1/me",
    operationId: "updateMe",
    summary: "Change your own user",
    tag: "Account",
    scope: "me:manage",
    requestHeaders: [ifMatchHeader(true)],
    body: jsonBody(
      z
        .strictObject({
          displayName: DisplayName.optional().meta({ description: "The name to go by." }),
          authorHandle: AuthorHandle.nullable()
            .optional()
            .meta({
              description:
                "Gives your published tutorials a public list under your name: a page at /a/{handle} and a feed at /a/{handle}/feed.atom. Null takes them away.",
              examples: ["ada"],
            }),
        })
        .meta({ id: "UserChanges" }),
    ),
    responses: {
      200: {
        description: "The user as it is now",
        content: json(UserResponse),
        headers: { ETag: "The version" },
      },
    },
    problems: ["precondition_required", "user_version_stale", "handle_taken"],
  },
  async ({ c, body, repositories, dependencies: { clock } }) => {
    const expectedVersion = requiredIfMatch(c);
    const changes = sentFields(body);
    const user = await editUser({ users: repositories.users, clock }, { changes, expectedVersion });
    return c.json(presentUser(user), 200, { ETag: etag(user.version) });
  },
);
