import { etag, ifNoneMatchHeader, unlessMatched } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { presentUser, UserResponse } from "../../schemas/user-response.ts";

export const getMe = endpoint(
  {
    method: "get",
    path: "/v1/me",
    operationId: "getMe",
    summary: "Read your own user",
    tag: "Account",
    scope: "me:manage",
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: {
        description: "The user whose API key it is",
        content: json(UserResponse),
        headers: { ETag: "The version" },
      },
    },
  },
  async ({ c, repositories }) => {
    return unlessMatched(c, "json", repositories.users, (user) =>
      c.json(presentUser(user), 200, { ETag: etag(user.version) }),
    );
  },
);
