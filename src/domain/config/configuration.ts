import * as z from "zod";

const postgresUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return (
    url !== null &&
    /^postgres(?:ql)?:$/.test(url.protocol) &&
    url.username !== "" &&
    url.password !== "" &&
    url.pathname.length > 1
  );
}, "must look like postgres://user:password@host/database");

const isOrigin = (text: string) => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text && !text.includes("*");
};

/** Exactly as browsers send them: one with a trailing slash, a default port or a pattern would never match. */
const origins = z
  .string()
  .transform((text) => (text.trim() === "*" ? "*" : text.split(",").map((origin) => origin.trim())))
  .refine(
    (list) => list === "*" || list.every(isOrigin),
    "must be origins such as https://localhost:3000, separated by commas, or * alone",
  );

/** The environment's bindings and what they mean. Names are those of the environment. */
const environment = z.object({
  /** Postgres, as Neon gives it. */
  DATABASE_URL: postgresUrl,
  /** Where SQL over HTTP is answered, if not by Neon's own host: the local endpoint. */
  NEON_FETCH_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Whether anybody may register with POST /v1/users. */
  REGISTRATION: z.enum(["open", "closed"]).default("open"),
  /** Milliseconds after which a database call is given up. */
  DATABASE_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(10_000),
  /** The origins whose scripts may read the API's replies in a browser; * for any. */
  ALLOWED_ORIGINS: origins.default([]),
  /** Whether callers are held to rate limits: off behind a gateway that does it, or to measure. */
  RATE_LIMITING: z.enum(["on", "off"]).optional(),
});

export type AllowedOrigins = "*" | readonly string[];

export type Configuration = {
  databaseUrl: string;
  neonFetchEndpoint: string | undefined;
  registrationOpen: boolean;
  databaseTimeoutMs: number;
  allowedOrigins: AllowedOrigins;
  rateLimiting: boolean;
};

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
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    throw new ConfigurationInvalid(
      parsed.error.issues.map(({ path, message }) => {
        const name = path.join(".");
        return set[name] === undefined ? `${name} is missing.` : `${name} is malformed: ${message}.`;
      }),
    );
  }
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    neonFetchEndpoint: parsed.data.NEON_FETCH_ENDPOINT,
    registrationOpen: parsed.data.REGISTRATION === "open",
    databaseTimeoutMs: parsed.data.DATABASE_TIMEOUT_MS,
    allowedOrigins: parsed.data.ALLOWED_ORIGINS,
    // With the local endpoint it is somebody's own machine, and nobody to be held off.
    rateLimiting: (parsed.data.RATE_LIMITING ?? (parsed.data.NEON_FETCH_ENDPOINT ? "off" : "on")) === "on",
  };
}
