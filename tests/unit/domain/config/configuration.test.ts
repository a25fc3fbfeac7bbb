import { describe, expect, it } from "vitest";
import { ConfigurationInvalid, parseConfiguration } from "../../../../src/domain/config/configuration.ts";

const DATABASE_URL = "postgres://api:s3cret@db.example.com/cueprint";

/** What parsing these bindings throws. */
function complaintAbout(bindings: Record<string, unknown>): ConfigurationInvalid {
  try {
    parseConfiguration(bindings);
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return error;
    throw error;
  }
  throw new Error("the configuration was taken as valid");
}

describe("the configuration", () => {
  it("needs the database's URL alone", () => {
    expect(parseConfiguration({ DATABASE_URL })).toEqual({
      databaseUrl: DATABASE_URL,
      neonFetchEndpoint: undefined,
      replica: undefined,
      registrationOpen: true,
      databaseTimeoutMs: 10_000,
      allowedOrigins: [],
      rateLimiting: true,
      edgeCaching: true,
      oidc: undefined,
      llm: undefined,
      quota: { transcripts: 10_000, bytes: 1024 ** 3 },
    });
  });

  it("takes every value from the environment's text", () => {
    const bindings = {
      DATABASE_URL,
      NEON_FETCH_ENDPOINT: "http://localhost:4444/sql",
      DATABASE_REPLICA_URL: "postgres://api:s3cret@replica.example.com/cueprint",
      NEON_REPLICA_FETCH_ENDPOINT: "http://localhost:4445/sql",
      REGISTRATION: "closed",
      DATABASE_TIMEOUT_MS: "2500",
      ALLOWED_ORIGINS: "https://app.example.com, http://localhost:5173",
      RATE_LIMITING: "off",
      OIDC_ISSUER: "https://login.example.com/",
      OIDC_AUDIENCE: "https://api.example.com",
      OIDC_JWKS_URL: "https://login.example.com/keys",
      LLM_BASE_URL: "https://llm.example.com/v1",
      LLM_API_KEY: "sk-s3cret",
      LLM_MODEL: "@cf/some/model",
      LLM_TIMEOUT_MS: "30000",
      QUOTA_TRANSCRIPTS: "50",
      QUOTA_BYTES: "5000000",
    };
    expect(parseConfiguration(bindings)).toEqual({
      databaseUrl: DATABASE_URL,
      neonFetchEndpoint: "http://localhost:4444/sql",
      replica: {
        databaseUrl: "postgres://api:s3cret@replica.example.com/cueprint",
        neonFetchEndpoint: "http://localhost:4445/sql",
      },
      registrationOpen: false,
      databaseTimeoutMs: 2_500,
      allowedOrigins: ["https://app.example.com", "http://localhost:5173"],
      rateLimiting: false,
      edgeCaching: false,
      oidc: {
        issuer: "https://login.example.com/",
        audience: "https://api.example.com",
        jwksUrl: "https://login.example.com/keys",
      },
      llm: {
        baseUrl: "https://llm.example.com/v1",
        apiKey: "sk-s3cret",
        model: "@cf/some/model",
        timeoutMs: 30_000,
      },
      quota: { transcripts: 50, bytes: 5_000_000 },
    });
  });

  it("takes a replica that is elsewhere, with an endpoint of its own where the database has one", () => {
    const DATABASE_REPLICA_URL = "postgres://api:s3cret@replica.example.com/cueprint";
    expect(parseConfiguration({ DATABASE_URL, DATABASE_REPLICA_URL }).replica).toEqual({
      databaseUrl: DATABASE_REPLICA_URL,
      neonFetchEndpoint: undefined,
    });
    expect(
      complaintAbout({ DATABASE_URL, DATABASE_REPLICA_URL: `${DATABASE_URL}?sslmode=require` }).message,
    ).toBe(
      "The configuration is not valid. DATABASE_REPLICA_URL is malformed: must have another host or port than DATABASE_URL.",
    );
    const NEON_FETCH_ENDPOINT = "http://localhost:4444/sql";
    expect(complaintAbout({ DATABASE_URL, DATABASE_REPLICA_URL, NEON_FETCH_ENDPOINT }).message).toBe(
      "The configuration is not valid. NEON_REPLICA_FETCH_ENDPOINT is missing.",
    );
    expect(complaintAbout({ DATABASE_URL, DATABASE_REPLICA_URL: "replica.example.com" }).message).toMatch(
      /^The configuration is not valid. DATABASE_REPLICA_URL is malformed/,
    );
  });

  it("takes an identity provider whole or not at all, and over a safe line", () => {
    const oidc = {
      OIDC_ISSUER: "https://login.example.com/",
      OIDC_AUDIENCE: "cueprint",
      OIDC_JWKS_URL: "http://127.0.0.1:4000/keys",
    };
    expect(parseConfiguration({ DATABASE_URL, ...oidc }).oidc?.jwksUrl).toBe(oidc.OIDC_JWKS_URL);
    for (const name of Object.keys(oidc)) {
      const { message } = complaintAbout({ DATABASE_URL, ...oidc, [name]: "" });
      expect(message).toBe(`The configuration is not valid. ${name} is missing.`);
    }
    const open = { ...oidc, OIDC_JWKS_URL: "http://login.example.com/keys" };
    expect(complaintAbout({ DATABASE_URL, ...open }).message).toBe(
      "The configuration is not valid. OIDC_JWKS_URL is malformed: must be an https address.",
    );
  });

  it("takes a language model's address and name together, a key or none, and a minute of time", () => {
    const llm = { LLM_BASE_URL: "http://localhost:11434/v1", LLM_MODEL: "some-model" };
    expect(parseConfiguration({ DATABASE_URL, ...llm }).llm).toEqual({
      baseUrl: llm.LLM_BASE_URL,
      apiKey: "",
      model: "some-model",
      timeoutMs: 60_000,
    });
    for (const name of Object.keys(llm)) {
      const { message } = complaintAbout({ DATABASE_URL, ...llm, [name]: "" });
      expect(message).toBe(`The configuration is not valid. ${name} is missing.`);
    }
  });

  it.each([
    ["LLM_BASE_URL", "llm.example.com/v1"],
    ["LLM_BASE_URL", "http://llm.example.com/v1"],
    ["LLM_BASE_URL", "https://user:pw@llm.example.com/v1"],
    ["LLM_BASE_URL", "https://user@llm.example.com/v1"],
    ["LLM_BASE_URL", "https://llm.example.com/v1#here"],
    ["LLM_MODEL", "a".repeat(201)],
  ])("names %s where it is malformed beside the others: %s", (name, value) => {
    const llm = { LLM_BASE_URL: "https://llm.example.com/v1", LLM_MODEL: "some-model" };
    const { message } = complaintAbout({ DATABASE_URL, ...llm, [name]: value });
    expect(message).toMatch(new RegExp(`^The configuration is not valid\\. ${name} is malformed: [^.]+\\.$`));
  });

  it("limits nobody on the local endpoint, unless it is told to", () => {
    const local = { DATABASE_URL, NEON_FETCH_ENDPOINT: "http://localhost:4444/sql" };
    expect(parseConfiguration(local).rateLimiting).toBe(false);
    expect(parseConfiguration({ ...local, RATE_LIMITING: "on" }).rateLimiting).toBe(true);
  });

  it("takes an empty value for one that is not set", () => {
    const empty = { NEON_FETCH_ENDPOINT: "", REGISTRATION: "", DATABASE_TIMEOUT_MS: "", ALLOWED_ORIGINS: "" };
    expect(parseConfiguration({ DATABASE_URL, ...empty })).toEqual(parseConfiguration({ DATABASE_URL }));
    expect(complaintAbout({ DATABASE_URL: "" }).message).toBe(
      "The configuration is not valid. DATABASE_URL is missing.",
    );
  });

  it("leaves the environment's other values alone", () => {
    expect(parseConfiguration({ DATABASE_URL, PATH: "/bin", ASSETS: {} })).toEqual(
      parseConfiguration({ DATABASE_URL }),
    );
  });

  it.each([
    "postgresql://api:s3cret@db.example.com/cueprint?sslmode=require",
    "postgres://api:s3cret@localhost:5432/cueprint",
  ])("takes %s for a database's URL", (url) => {
    expect(parseConfiguration({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it.each([["100"], ["60000"]])("takes %s for a timeout", (timeout) => {
    expect(parseConfiguration({ DATABASE_URL, DATABASE_TIMEOUT_MS: timeout }).databaseTimeoutMs).toBe(
      Number(timeout),
    );
  });

  it.each([
    ["DATABASE_URL", "not a url"],
    ["DATABASE_URL", "https://api:pw@db.example.com/cueprint"],
    ["DATABASE_URL", "postgres://db.example.com/cueprint"],
    ["DATABASE_URL", "postgres://api@db.example.com/cueprint"],
    ["DATABASE_URL", "postgres://:pw@db.example.com/cueprint"],
    ["DATABASE_URL", "postgres://api:pw@db.example.com"],
    ["DATABASE_URL", "postgres://api:pw@db.example.com/"],
    ["DATABASE_URL", 42],
    ["NEON_FETCH_ENDPOINT", "localhost:4444"],
    ["NEON_FETCH_ENDPOINT", "ftp://localhost/sql"],
    ["NEON_FETCH_ENDPOINT", "/sql"],
    ["REGISTRATION", "OPEN"],
    ["REGISTRATION", "false"],
    ["DATABASE_TIMEOUT_MS", "soon"],
    ["DATABASE_TIMEOUT_MS", "99"],
    ["DATABASE_TIMEOUT_MS", "60001"],
    ["DATABASE_TIMEOUT_MS", "1000.5"],
    ["DATABASE_TIMEOUT_MS", "Infinity"],
    ["ALLOWED_ORIGINS", "app.example.com"],
    ["ALLOWED_ORIGINS", "https://app.example.com/"],
    ["ALLOWED_ORIGINS", "https://app.example.com:443"],
    ["ALLOWED_ORIGINS", "https://App.example.com"],
    ["ALLOWED_ORIGINS", "https://*.example.com"],
    ["ALLOWED_ORIGINS", "https://user@app.example.com"],
    ["ALLOWED_ORIGINS", "ftp://app.example.com"],
    ["ALLOWED_ORIGINS", "null"],
    ["ALLOWED_ORIGINS", "https://app.example.com,"],
    ["ALLOWED_ORIGINS", "https://app.example.com,*"],
    ["RATE_LIMITING", "false"],
    ["LLM_API_KEY", "two words"],
    ["LLM_API_KEY", "sk-1\n"],
    ["LLM_API_KEY", "ключ"],
    ["LLM_TIMEOUT_MS", "999"],
    ["LLM_TIMEOUT_MS", "120001"],
  ])("names %s where it is malformed: %j", (name, value) => {
    const { message } = complaintAbout({ DATABASE_URL, [name]: value });
    expect(message).toMatch(new RegExp(`^The configuration is not valid\\. ${name} is malformed: [^.]+\\.$`));
  });

  it("takes any origin where it is told so", () => {
    expect(parseConfiguration({ DATABASE_URL, ALLOWED_ORIGINS: "*" }).allowedOrigins).toBe("*");
  });

  it("names all that is wrong at once", () => {
    const { message, name } = complaintAbout({ REGISTRATION: "maybe", DATABASE_TIMEOUT_MS: "soon" });
    expect(name).toBe("ConfigurationInvalid");
    expect(message).toContain("DATABASE_URL is missing.");
    expect(message).toContain("REGISTRATION is malformed: ");
    expect(message).toContain("DATABASE_TIMEOUT_MS is malformed: ");
  });

  describe("never tells a secret", () => {
    /** All that a log could show of an error: message, stack, causes, own properties. */
    const shown = (error: Error): string =>
      [
        error.message,
        error.stack,
        JSON.stringify(error, Object.getOwnPropertyNames(error)),
        String(error.cause),
      ].join("\n");

    it.each([
      ["of another scheme", "https://api:s3cret@db.example.com/cueprint"],
      ["without a database", "postgres://api:s3cret@db.example.com"],
      ["with a port that is none", "postgres://api:s3cret@db.example.com:99999/cueprint"],
      ["without a host", "postgres://api:s3cret@/cueprint"],
      ["that is the password alone", "s3cret"],
      ["between quotation marks", '"postgres://api:s3cret@db.example.com/cueprint"'],
      ["with a space before its scheme's colon", "postgres ://api:s3cret@db.example.com/cueprint"],
    ])("of a database's URL %s", (_, url) => {
      expect(shown(complaintAbout({ DATABASE_URL: url }))).not.toContain("s3cret");
    });

    it("of a model's key that is malformed", () => {
      expect(shown(complaintAbout({ DATABASE_URL, LLM_API_KEY: "s3cret key" }))).not.toContain("s3cret");
    });

    it("of a good database's URL beside a value that is wrong", () => {
      expect(shown(complaintAbout({ DATABASE_URL, REGISTRATION: "maybe" }))).not.toContain("s3cret");
    });

    it.each([
      "NEON_FETCH_ENDPOINT",
      "REGISTRATION",
      "DATABASE_TIMEOUT_MS",
      "ALLOWED_ORIGINS",
      "RATE_LIMITING",
      "LLM_BASE_URL",
      "LLM_TIMEOUT_MS",
    ])("that was put into %s by mistake", (name) => {
      expect(shown(complaintAbout({ DATABASE_URL, [name]: "s3cret" }))).not.toContain("s3cret");
    });
  });
});
