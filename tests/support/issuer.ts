import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT } from "jose";
import type { OidcConfiguration } from "../../src/domain/config/configuration.ts";

export const AUDIENCE = "https://api.cueprint.example";

type Signature = { algorithm?: string; key?: CryptoKey; kid?: string };

/** An identity provider on loopback: it signs tokens and publishes its keys. */
export type Issuer = Awaited<ReturnType<typeof startIssuer>>;

export async function startIssuer() {
  const published: object[] = [];
  const pair = await generateKeyPair("RS256", { extractable: true });
  let fetches = 0;
  let failure: "500" | "no-json" | "no-keys" | undefined;

  const server = createServer((_, response) => {
    fetches += 1;
    response.statusCode = failure === "500" ? 500 : 200;
    response.setHeader("Content-Type", "application/json");
    response.end(
      failure === "no-json" ? "<html>" : JSON.stringify(failure === "no-keys" ? {} : { keys: published }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const configuration: OidcConfiguration = {
    issuer: address,
    audience: AUDIENCE,
    jwksUrl: `${address}/keys`,
  };

  async function publish(key: CryptoKey, kid: string) {
    published.push({ ...(await exportJWK(key)), kid, use: "sig" });
  }
  await publish(pair.publicKey, "first");

  return {
    configuration,
    get fetches() {
      return fetches;
    },
    fail(how: NonNullable<typeof failure>) {
      failure = how;
    },
    async addKey(algorithm: string) {
      const { publicKey, privateKey } = await generateKeyPair(algorithm);
      const kid = `${algorithm}-${published.length}`;
      await publish(publicKey, kid);
      return { key: privateKey, kid };
    },
    /** A token for an hour; a claim that is undefined is left out. */
    async token(
      claims: Record<string, unknown> = {},
      { algorithm = "RS256", key = pair.privateKey, kid = "first" }: Signature = {},
    ): Promise<string> {
      const hour = Math.floor(Date.now() / 1000) + 3600;
      const all = { iss: address, aud: AUDIENCE, sub: "somebody", exp: hour, ...claims };
      return new SignJWT(all).setProtectedHeader({ alg: algorithm, kid }).sign(key);
    },
    /** What lets a verifier in that takes any algorithm: HMAC, with the public key for a secret. */
    async tokenSignedWithPublicKey(): Promise<string> {
      const secret = new TextEncoder().encode(await exportSPKI(pair.publicKey));
      return new SignJWT({ iss: address, aud: AUDIENCE, sub: "somebody" })
        .setExpirationTime("1h")
        .setProtectedHeader({ alg: "HS256", kid: "first" })
        .sign(secret);
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
