import type { InputError } from "../../../domain/exceptions/domain-exception.ts";

/** What goes wrong in HTTP itself, before or beside any rule of the domain. */
export class HttpException extends Error {
  readonly code: string;
  readonly errors: readonly InputError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    detail: string,
    { errors = [], headers = {} }: { errors?: readonly InputError[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.name = "HttpException";
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }
}

export const requestInvalid = (errors: readonly InputError[]) =>
  new HttpException("request_invalid", "The request is not valid: see errors.", { errors });

export const bodyMalformed = (detail: string) => new HttpException("body_malformed", detail);

export const bodyTooLarge = (limit: number) =>
  new HttpException("body_too_large", `The body may have at most ${limit} bytes.`);

export const mediaTypeUnsupported = (accepted: readonly string[]) =>
  new HttpException("media_type_unsupported", `Send the body as ${accepted.join(", or ")}.`, {
    headers: { Accept: accepted.join(", ") },
  });

export const notAcceptable = (offered: readonly string[]) =>
  new HttpException("not_acceptable", `This can be had as ${offered.join(", or ")}.`);

export const preconditionRequired = () =>
  new HttpException(
    "precondition_required",
    "Send If-Match with the ETag of the version that you have read.",
  );

export const rateLimited = (retryAfterSeconds: number) =>
  new HttpException(
    "rate_limited",
    "Too many requests in too short a time. Retry-After says how long to wait.",
    {
      headers: { "Retry-After": String(retryAfterSeconds) },
    },
  );

export const routeNotFound = () => new HttpException("route_not_found", "There is nothing at this address.");

export const methodNotAllowed = (allowed: readonly string[]) =>
  new HttpException("method_not_allowed", `This address answers ${allowed.join(", ")}.`, {
    headers: { Allow: allowed.join(", ") },
  });
