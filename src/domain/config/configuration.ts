import * as z from "zod";
import type { StorageUse } from "../models/storage-use.ts";
import { limits } from "../value-objects/limits.ts";

const isPostgresUrl = (text: string) => {
  const url = URL.parse(text);
  return (
    url !== null &&
    /^postgres(?:ql)?:$/.test(url.protocol) &&
    url.username !== "" &&
    url.password !== "" &&
    url.pathname.length > 1
  );
};

const postgresUrl = () =>
  z.string().refine(isPostgresUrl, "must look like postgres://user:password@host/database");

const isOrigin = (text: string) => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text && !text.includes("*");
};

/** Exactly as browsers send them: one with a trailing slash, a default port or a pattern would never match. */
const origins = () =>
  z
    .string()
    .transform((text) => (text.trim() === "*" ? "*" : text.split(",").map((origin) => origin.trim())))
    .refine(
      (list) => list === "*" || list.every(isOrigin),
      "must be origins such as https://localhost:3000, separated by commas, or * alone",
    );

const GIBIBYTE = 1024 ** 3;
const LLM_VARIABLES = ["LLM_BASE_URL", "LLM_MODEL"] as const;
const OIDC_VARIABLES = ["OIDC_ISSUER", "OIDC_AUDIENCE", "OIDC_JWKS_URL"] as const;

/** Keys that came over an open line could be anybody's; on one's own machine there is no line. */
const isSafeUrl = (text: string) => {
  const url = URL.parse(text);
  const isLocal = url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return url?.protocol === "https:" || (url?.protocol === "http:" && isLocal);
};
const SAFE_URL = "must be an https address";

/** `fetch` takes no address with credentials, and a fragment would be lost. */
const isBaseUrl = (text: string) => {
  const url = URL.parse(text);
  return isSafeUrl(text) && url?.username === "" && url.password === "" && url.hash === "";
};

/**
 * The environment's bindings and what they mean. Names are those of the environment. Made where it is read: a Worker
 * starts without its bindings.
 */
const environment = () =>
  z
    .object({
      /** Postgres, as Neon gives it. */
      DATABASE_URL: postgresUrl(),
      /** Where SQL over HTTP is answered, if not by Neon's own host: the local endpoint. */
      NEON_FETCH_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
      /** A read replica of that database, for reads that need not see the latest write, … */
      DATABASE_REPLICA_URL: postgresUrl().optional(),
      /** … and where SQL over HTTP is answered for it, if not by Neon's own host. */
      NEON_REPLICA_FETCH_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
      /** Whether anybody may register with POST /v1/users. */
      REGISTRATION: z.enum(["open", "closed"]).default("open"),
      /** Milliseconds after which a database call is given up. */
      DATABASE_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(10_000),
      /** The origins whose scripts may read the API's replies in a browser; * for any. */
      ALLOWED_ORIGINS: origins().default([]),
      /** Whether callers are held to rate limits: off behind a gateway that does it, or to measure. */
      RATE_LIMITING: z.enum(["on", "off"]).optional(),
      /** Whether public reads are answered from the edge's cache. */
      EDGE_CACHING: z.enum(["on", "off"]).optional(),
      /** The identity provider whose tokens open the API beside API keys: exactly the `iss` of its tokens, … */
      OIDC_ISSUER: z.string().max(limits.issuerLength).refine(isSafeUrl, SAFE_URL).optional(),
      /** … the `aud` that they have for this API, … */
      OIDC_AUDIENCE: z.string().max(500).optional(),
      /** … and where its public keys are. */
      OIDC_JWKS_URL: z.string().max(2000).refine(isSafeUrl, SAFE_URL).optional(),
      /** The OpenAI-compatible endpoint that drafts with a language model: what stands before `/chat/completions`, … */
      LLM_BASE_URL: z
        .string()
        .max(2000)
        .refine(isBaseUrl, "must be an https address without credentials or fragment")
        .optional(),
      /** … its key, if it wants one, … */
      LLM_API_KEY: z
        .string()
        .max(4000)
        .refine((key) => /^[\x21-\x7e]*$/.test(key), "must be printable ASCII without spaces")
        .default(""),
      /** … the model's name there, … */
      LLM_MODEL: z.string().max(200).optional(),
      /** … and milliseconds after which drafting with it is given up, all requests together. */
      LLM_TIMEOUT_MS: z.coerce.number().int().min(1000).max(120_000).default(60_000),
      /** How many transcripts a user may keep, and how many bytes of uploaded content in UTF-8. */
      QUOTA_TRANSCRIPTS: z.coerce.number().int().min(1).max(limits.quotaTranscripts).default(10_000),
      QUOTA_BYTES: z.coerce.number().int().min(1).max(limits.quotaBytes).default(GIBIBYTE),
    })
    .superRefine((variables, { addIssue }) => {
      for (const group of [OIDC_VARIABLES, LLM_VARIABLES]) {
        const missing = group.filter((name) => variables[name] === undefined);
        if (missing.length === group.length) continue;
        for (const name of missing)
          addIssue({ code: "custom", path: [name], message: "is needed beside the others" });
      }
      const { DATABASE_URL: url, DATABASE_REPLICA_URL: replicaUrl } = variables;
      if (replicaUrl === undefined) return;
      // The driver tells its databases apart by nothing else.
      if ([url, replicaUrl].every(isPostgresUrl) && addressOf(replicaUrl) === addressOf(url)) {
        const message = "must have another host or port than DATABASE_URL";
        addIssue({ code: "custom", path: ["DATABASE_REPLICA_URL"], message });
      }
      if (variables.NEON_FETCH_ENDPOINT && !variables.NEON_REPLICA_FETCH_ENDPOINT) {
        addIssue({
          code: "custom",
          path: ["NEON_REPLICA_FETCH_ENDPOINT"],
          message: "is needed beside the others",
        });
      }
    });

/** Host and port of a database's address, as Neon's driver tells them. */
export function addressOf(url: string): string {
  const { hostname, port } = new URL(url.replace(/^postgres(?:ql)?:/, "http:"));
  return `${hostname}:${port}`;
}

export type AllowedOrigins = "*" | readonly string[];

export type Configuration = {
  databaseUrl: string;
  neonFetchEndpoint: string | undefined;
  replica: ReplicaConfiguration | undefined;
  registrationOpen: boolean;
  databaseTimeoutMs: number;
  allowedOrigins: AllowedOrigins;
  rateLimiting: boolean;
  edgeCaching: boolean;
  oidc: OidcConfiguration | undefined;
  llm: LlmConfiguration | undefined;
  quota: StorageUse;
};

/** A copy of the database that follows it, and cannot be written to. */
type ReplicaConfiguration = { databaseUrl: string; neonFetchEndpoint: string | undefined };

/** The identity provider whose tokens are taken. */
export type OidcConfiguration = { issuer: string; audience: string; jwksUrl: string };

/** The endpoint that drafts with a language model; `apiKey` is empty where it wants none. */
export type LlmConfiguration = { baseUrl: string; apiKey: string; model: string; timeoutMs: number };

/** Names the variables that are missing or malformed; never their values, for they may be secrets. */
export class ConfigurationInvalid extends Error {
  constructor(problems: readonly string[]) {
    super(`The configuration is not valid. ${problems.join(" ")}`);
    this.name = "ConfigurationInvalid";
  }
}

/**
 * Reads the configuration from the environment: a Worker's bindings, or Deno's and Node's variables. Empty means unset.
 *
 * @throws ConfigurationInvalid
 */
export function parseConfiguration(bindings: Record<string, unknown>): Configuration {
  const set = Object.fromEntries(Object.entries(bindings).filter(([, value]) => value !== ""));
  const parsed = environment().safeParse(set);
  if (!parsed.success) {
    throw new ConfigurationInvalid(
      parsed.error.issues.map(({ path, message }) => {
        const name = path.join(".");
        return set[name] === undefined ? `${name} is missing.` : `${name} is malformed: ${message}.`;
      }),
    );
  }
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_JWKS_URL: jwksUrl } = parsed.data;
  const { DATABASE_REPLICA_URL: replicaUrl, NEON_REPLICA_FETCH_ENDPOINT: replicaEndpoint } = parsed.data;
  const { LLM_BASE_URL: baseUrl, LLM_API_KEY: apiKey, LLM_MODEL: model } = parsed.data;
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    neonFetchEndpoint: parsed.data.NEON_FETCH_ENDPOINT,
    replica: replicaUrl ? { databaseUrl: replicaUrl, neonFetchEndpoint: replicaEndpoint } : undefined,
    registrationOpen: parsed.data.REGISTRATION === "open",
    databaseTimeoutMs: parsed.data.DATABASE_TIMEOUT_MS,
    allowedOrigins: parsed.data.ALLOWED_ORIGINS,
    // With the local endpoint it is somebody's own machine, and nobody to be held off.
    rateLimiting: (parsed.data.RATE_LIMITING ?? (parsed.data.NEON_FETCH_ENDPOINT ? "off" : "on")) === "on",
    // Who writes a tutorial there wants to see it at once.
    edgeCaching: (parsed.data.EDGE_CACHING ?? (parsed.data.NEON_FETCH_ENDPOINT ? "off" : "on")) === "on",
    oidc: issuer && audience && jwksUrl ? { issuer, audience, jwksUrl } : undefined,
    llm: baseUrl && model ? { baseUrl, apiKey, model, timeoutMs: parsed.data.LLM_TIMEOUT_MS } : undefined,
    quota: { transcripts: parsed.data.QUOTA_TRANSCRIPTS, bytes: parsed.data.QUOTA_BYTES },
  };
}
