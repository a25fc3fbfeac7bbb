import { createHmac } from "node:crypto";
import { apiRole } from "../../src/domain/models/tenancy.ts";

/**
 * The address of the same database for the API's own role. Its password, where none is given, is made from the owner's:
 * the same for every start on a server, and known only to who knows the owner's.
 */
export function apiRoleUrl(ownerUrl: string, password?: string): string {
  const url = new URL(ownerUrl);
  url.password =
    password ?? createHmac("sha256", decodeURIComponent(url.password)).update(apiRole.name).digest("hex");
  url.username = apiRole.name;
  return url.href;
}

/** The statement that lets the API's role log in with the password of its address. */
export function letApiRoleIn(apiUrl: string): string {
  const password = decodeURIComponent(new URL(apiUrl).password).replaceAll("'", "''");
  return `ALTER ROLE ${apiRole.name} LOGIN PASSWORD '${password}'`;
}
