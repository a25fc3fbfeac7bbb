import { ifMatchHeader, requiredIfMatch } from "../../conditional-requests.ts";
import { endpoint } from "../../endpoint.ts";

export const deleteMe = endpoint(
  {
    method: "delete",
    path: "/v1/me",
    operationId: "deleteMe",
    summary: "Erase your own user and all that is yours",
    description: "Keys, transcripts and tutorials, published ones included. There is no way back.",
    tag: "Account",
    scope: "me:manage",
    requestHeaders: [ifMatchHeader(true)],
    responses: { 204: { description: "Erased" } },
    problems: ["precondition_required", "user_version_stale"],
  },
  async ({ c, repositories }) => {
    await repositories.users.remove(requiredIfMatch(c));
    return c.body(null, 204);
  },
);
