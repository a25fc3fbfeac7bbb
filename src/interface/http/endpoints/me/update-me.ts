import * as z from "zod";
import { renameUser } from "../../../../application/rename-user.ts";
import { DisplayName } from "../../../../domain/value-objects/display-name.ts";
import { etag, ifMatchHeader, requiredIfMatch } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { jsonBody } from "../../request-body.ts";
import { presentUser, UserResponse } from "../../schemas/user-response.ts";

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
        .strictObject({ displayName: DisplayName.meta({ description: "The name to go by." }) })
        .meta({ id: "UserChanges" }),
    ),
    responses: {
      200: {
        description: "The user as it is now",
        content: json(UserResponse),
        headers: { ETag: "The version" },
      },
    },
    problems: ["precondition_required", "user_version_stale"],
  },
  async ({ c, body, repositories, dependencies: { clock } }) => {
    const expectedVersion = requiredIfMatch(c);
    const user = await renameUser({ users: repositories.users, clock }, { ...body, expectedVersion });
    return c.json(presentUser(user), 200, { ETag: etag(user.version) });
  },
);
