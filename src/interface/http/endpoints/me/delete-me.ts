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
    responses: { 204: { description: "Erased" } },
  },
  async ({ c, repositories }) => {
    await repositories.users.remove();
    return c.body(null, 204);
  },
);
