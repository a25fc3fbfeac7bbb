/** That an operation is going away. Dates as ISO 8601 has them, in UTC where they name no zone. */
export type Deprecation = {
  since: string;
  /** When it stops to answer: not before `since`. */
  sunset?: string;
  /** A page that says what to use instead. */
  link?: string;
};

/**
 * The headers by which replies tell it: Deprecation (RFC 9745) and Sunset (RFC 8594).
 *
 * @throws RangeError where a date is none, or the sunset comes before the deprecation (RFC 9745, section 4)
 */
export function deprecationHeaders({ since, sunset, link }: Deprecation): [string, string][] {
  const start = dateOf(since);
  const end = sunset === undefined ? undefined : dateOf(sunset);
  if (end && end < start)
    throw new RangeError(`An operation deprecated on ${since} cannot end on ${sunset}.`);
  return [
    ["Deprecation", `@${Math.floor(start.getTime() / 1000)}`],
    ...(end ? [["Sunset", end.toUTCString()] satisfies [string, string]] : []),
    ...(link ? [["Link", `<${link}>; rel="deprecation"; type="text/html"`] satisfies [string, string]] : []),
  ];
}

function dateOf(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new RangeError(`${text} is no date.`);
  return date;
}
