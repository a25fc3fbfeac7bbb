import { etag } from "../../conditional-requests.ts";
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
    responses: {
      200: {
        description: "The user whose API key it is",
        content: json(UserResponse),
        headers: { ETag: "The version" },
      },
    },
  },
  async ({ c, repositories }) => {
    const user = await repositories.users.get();
    return c.json(presentUser(user), 200, { ETag: etag(user.version) });
  },
);
