import type { Context } from "hono";
import { parseAccept } from "hono/utils/accept";
import { notAcceptable } from "./problems/http-exceptions.ts";

/**
 * Chooses by the request's Accept (RFC 9110, section 12.5.1) among what an operation offers; the first is the one for
 * callers who do not mind.
 *
 * @throws not_acceptable
 */
export function negotiate<const Offer extends string>(
  c: Context,
  offers: readonly [Offer, ...Offer[]],
): Offer {
  const header = c.req.header("Accept");
  if (!header) return offers[0];
  const accepted = parseAccept(header);
  let best: { offer: Offer; quality: number } | undefined;
  for (const offer of offers) {
    const quality = qualityOf(offer, accepted);
    if (quality > (best?.quality ?? 0)) best = { offer, quality };
  }
  if (best === undefined) throw notAcceptable(offers);
  return best.offer;
}

/** The quality that the most specific of the matching ranges gives. */
function qualityOf(offer: string, accepted: readonly { type: string; q: number }[]): number {
  const ranges = [offer, `${offer.split("/", 1)[0]}/*`, "*/*"];
  for (const range of ranges) {
    const match = accepted.find(({ type }) => type.toLowerCase() === range);
    if (match) return match.q;
  }
  return 0;
}
