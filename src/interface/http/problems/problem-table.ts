/**
 * Every error that the API answers, by its code: the one place where codes get an HTTP status. The documented
 * responses and the pages at /docs/errors/{code} are made from it too.
 */
export const problemTable = {
  body_malformed: {
    status: 400,
    title: "The body cannot be parsed",
    explanation: "The body is not UTF-8, or not JSON although its media type says so.",
  },
  credentials_missing: {
    status: 401,
    title: "An API key is needed",
    explanation:
      "Send an API key as Authorization: Bearer cueprint_…; POST /v1/users gives you the first one. Where the server trusts an identity provider, a token of its opens the API too.",
  },
  credentials_invalid: {
    status: 401,
    title: "The credentials are not valid",
    explanation:
      "The key is mistyped, unknown, revoked or expired, or the token is not one that this server trusts. A key that worked before has been revoked, rotated or has expired.",
  },
  scope_missing: {
    status: 403,
    title: "A scope is missing",
    explanation:
      "The key or token is valid, but was made without the scope that this operation needs. Make another one with that scope.",
  },
  quota_exceeded: {
    status: 403,
    title: "There is no more room",
    explanation:
      "You have stored as many transcripts, or as many bytes of them, as you may: GET /v1/me/usage tells. Nothing was stored.",
  },
  registration_closed: {
    status: 403,
    title: "Registration is closed",
    explanation: "Whoever runs this server adds its users in another way.",
  },
  route_not_found: {
    status: 404,
    title: "There is nothing at this address",
    explanation: "Check the path against the reference: it may be mistyped.",
  },
  author_not_found: {
    status: 404,
    title: "No such author",
    explanation: "Nobody has chosen that handle for a public page.",
  },
  api_key_not_found: {
    status: 404,
    title: "No such API key",
    explanation: "You have no key of that id.",
  },
  transcript_not_found: {
    status: 404,
    title: "No such transcript",
    explanation: "You have no transcript of that id: it never was, it is deleted, or it is somebody else’s.",
  },
  tutorial_not_found: {
    status: 404,
    title: "No such tutorial",
    explanation: "There is no tutorial of that id among yours, or none of that slug is published.",
  },
  revision_not_found: {
    status: 404,
    title: "No such revision",
    explanation: "The tutorial has no revision of that version. GET /v1/tutorials/{id}/revisions lists them.",
  },
  method_not_allowed: {
    status: 405,
    title: "The method is not allowed here",
    explanation: "The Allow header names the methods that this address answers.",
  },
  not_acceptable: {
    status: 406,
    title: "No acceptable representation",
    explanation: "The Accept header asks for a media type that this operation does not offer.",
  },
  handle_taken: {
    status: 409,
    title: "The handle is taken",
    explanation: "Another author has that handle. Choose another one.",
  },
  email_taken: {
    status: 409,
    title: "The e-mail address is taken",
    explanation: "A user with that e-mail address exists already.",
  },
  api_key_inactive: {
    status: 409,
    title: "The API key is revoked or expired",
    explanation: "A key that opens nothing any more is not given a new secret. Make a new key.",
  },
  slug_taken: {
    status: 409,
    title: "The slug is taken",
    explanation: "Another tutorial, perhaps another author’s, has that slug. Choose another one.",
  },
  slug_of_published_tutorial: {
    status: 409,
    title: "A published tutorial keeps its slug",
    explanation: "Readers hold links to a published tutorial. Unpublish it before you change its slug.",
  },
  transcript_changed: {
    status: 409,
    title: "The transcript has changed meanwhile",
    explanation:
      "The transcript changed while the tutorial was made from it, so nothing was stored. Send the request again.",
  },
  transcript_in_use: {
    status: 409,
    title: "Tutorials cite the transcript",
    explanation:
      "Tutorials cite this transcript; without it their citations would point nowhere. Delete the tutorials first.",
  },
  tutorial_not_publishable: {
    status: 409,
    title: "The tutorial cannot be published yet",
    explanation:
      "A tutorial can be published when it has a step, each step cites cues, and each citation is verified. Where one is not, mend it, accept what the cues say now, or give a reason to publish in spite of it.",
  },
  transcript_version_stale: {
    status: 412,
    title: "The transcript has changed since",
    explanation:
      "If-Match names a version that is not the current one: somebody changed the transcript. Read it again.",
  },
  tutorial_version_stale: {
    status: 412,
    title: "The tutorial has changed since",
    explanation:
      "If-Match names a version that is not the current one: somebody changed the tutorial. Read it again.",
  },
  user_version_stale: {
    status: 412,
    title: "The user has changed since",
    explanation: "If-Match names a version that is not the current one. Read your user again.",
  },
  body_too_large: {
    status: 413,
    title: "The body is too large",
    explanation: "A request body may have at most 10 MiB. Nothing was stored.",
  },
  tutorial_too_large: {
    status: 413,
    title: "The tutorial is too large",
    explanation:
      "The quotes of a tutorial may hold so many characters in all, and no more. Nothing was changed.",
  },
  transcript_too_large: {
    status: 413,
    title: "The transcript is too large",
    explanation:
      "The transcript has more cues, or a cue has more characters, than Cueprint takes. Nothing was stored.",
  },
  idempotency_key_reused: {
    status: 422,
    title: "The Idempotency-Key was used for another request",
    explanation:
      "A key names one creation. Send the same request again to get its reply again, or choose a new key for another one.",
  },
  media_type_unsupported: {
    status: 415,
    title: "The media type is not supported",
    explanation: "The Accept header of the reply lists the media types that this operation takes.",
  },
  request_invalid: {
    status: 422,
    title: "The request is not valid",
    explanation: "The list of errors says what is wrong, and where.",
  },
  api_key_expiry_in_the_past: {
    status: 422,
    title: "The expiry is in the past",
    explanation: "Choose an expiry in the future, or none.",
  },
  citation_not_in_transcript: {
    status: 422,
    title: "A citation does not hold",
    explanation:
      "A citation names cues that the transcript does not have, or too many of them for one quote.",
  },
  drafting_unavailable: {
    status: 422,
    title: "There is no language model here",
    explanation:
      "Whoever runs this server has configured no language model. Leave the method out, or draft extractively.",
  },
  quote_differs: {
    status: 422,
    title: "A quote differs from its cues",
    explanation:
      "The quote of a citation is not what the cited cues say. Leave the quote out: the server copies it.",
  },
  speaker_unknown: {
    status: 422,
    title: "There is no such speaker",
    explanation:
      "The transcript has no cue of the speaker that a renaming names. GET /v1/transcripts/{id}/speakers lists them.",
  },
  step_duplicated: {
    status: 422,
    title: "A step stands twice",
    explanation: "Each step of a tutorial has an id of its own. Leave the id out for a new step.",
  },
  step_edit_invalid: {
    status: 422,
    title: "The steps cannot be changed so",
    explanation: "An operation goes beyond what the step has, or would make it larger than a step may be.",
  },
  step_unknown: {
    status: 422,
    title: "A step is not known",
    explanation: "The id is not of a step that this tutorial has. Leave the id out for a new step.",
  },
  transcript_empty: {
    status: 422,
    title: "The transcript is empty",
    explanation: "The file holds no cue with text.",
  },
  transcript_format_unknown: {
    status: 422,
    title: "The format is not known",
    explanation: "Neither the request nor the content tells the format. WebVTT and SRT are read.",
  },
  transcript_malformed: {
    status: 422,
    title: "The transcript is malformed",
    explanation:
      "The file is not what its format demands, or needs a repair that is switched off; the detail names the line.",
  },
  transcript_not_text: {
    status: 422,
    title: "The transcript is not text",
    explanation:
      "The file is binary, holds a NUL character, or is not in UTF-8 or in UTF-16 with a byte order mark.",
  },
  precondition_required: {
    status: 428,
    title: "If-Match is needed",
    explanation:
      "So that nobody overwrites what they have not seen: read the resource, and send its ETag as If-Match.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    explanation:
      "RateLimit-Policy names the limit: q requests in w seconds. Retry-After says how long to wait. Nothing was stored.",
  },
  internal_error: {
    status: 500,
    title: "Something went wrong on our side",
    explanation:
      "This is a mistake of ours. The request id in the reply leads to the entry in the server’s log.",
  },
  identity_provider_unavailable: {
    status: 503,
    title: "The identity provider does not answer",
    explanation:
      "The keys by which tokens are proved cannot be fetched at the moment. Retry-After says when to try again; API keys work meanwhile.",
  },
  database_unavailable: {
    status: 503,
    title: "The database does not answer",
    explanation: "The database did not answer, or not in time. Retry-After says when to try again.",
  },
} as const;

export type ProblemCode = keyof typeof problemTable;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemTable, code);
}
