import fc from "fast-check";
import type { Schema } from "./contract.ts";
import type { Setting } from "./setting.ts";

/**
 * `plain` values keep the rules that schemas cannot say, too, so that they must be accepted. Of `wild` ones some keep
 * their schema alone.
 */
export type Mode = "plain" | "wild";

/** What is left out of an object, whatever its schema says of it. */
export const ABSENT = Symbol("absent");

/** Values that keep a schema. `name` is that of the field or parameter, by which its rules are found. */
export function valuesOf(setting: Setting, schema: Schema, mode: Mode, name = ""): fc.Arbitrary<unknown> {
  const { plain, samples } = setting.rules[name] ?? {};
  if (mode === "plain" && plain) return plain;
  const made = bySchema(setting, setting.contract.resolve(schema), mode);
  const tried = samples ? fc.oneof(made, samples) : made;
  // Were everything wild, one field would have the request refused before the others are looked at.
  return plain ? fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: tried }) : tried;
}

function bySchema(setting: Setting, schema: Schema, mode: Mode): fc.Arbitrary<unknown> {
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map((one) => valuesOf(setting, one, mode)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? []].flat();
  if (types.length === 0) return fc.jsonValue({ depthSize: "xsmall" });
  const of = { ...bounds(schema) };
  return fc.oneof(
    ...types.map((type): fc.Arbitrary<unknown> => {
      switch (type) {
        case "null":
          return fc.constant(null);
        case "boolean":
          return fc.boolean();
        case "integer":
          return fc.oneof(fc.integer(of), fc.constantFrom(of.min, of.max));
        case "string":
          return strings(schema);
        case "array":
          return fc.array(valuesOf(setting, schema.items ?? {}, mode), {
            minLength: schema.minItems ?? 0,
            maxLength: Math.min(schema.maxItems ?? 5, (schema.minItems ?? 0) + 5),
          });
        case "object":
          return objects(setting, schema, mode);
        default:
          throw new Error(`The fuzz makes no ${type}: teach it.`);
      }
    }),
  );
}

function bounds({ minimum = -(2 ** 31), maximum = 2 ** 31 - 1 }: Schema) {
  return { min: minimum, max: maximum };
}

/** Longer ones are too slow to be made by the thousand, and a body may not be as long. */
export const LONGEST = 100_000;

/** Characters that mean something to somebody, alone or together. */
const STRANGE_PIECES = [
  ...["a", "é", "漢", "😀", "e\u0301", "\u0000", "\u0007", "\ufeff", "\u202e", "\ufdfa", "\u0130", "\u2028"],
  ...[
    "%00",
    "%ED%A0%80",
    "..%2f",
    "'; --",
    '"',
    "\\",
    "{",
    "<b>",
    "a&b=c",
    "+",
    "1e400",
    "__proto__",
    "-",
    "*",
  ],
  ...[" ", "\t", "\n", "\r\n", "\u00a0", "\u3000"],
];

function strings({ pattern, format, minLength = 0, maxLength = LONGEST }: Schema): fc.Arbitrary<string> {
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { size: "small" }).filter(fits);
  switch (format) {
    case "uuid":
      return fc.uuid();
    case "date-time":
      return instants;
    case undefined: {
      const some = fc.string({
        unit: "binary",
        minLength,
        maxLength: Math.min(maxLength, minLength + 30),
      });
      const strange = fc.string({ unit: fc.constantFrom(...STRANGE_PIECES), minLength }).filter(fits);
      // A character of two code units is one: the longest text of them is not too long.
      const longest = maxLength > LONGEST ? [] : ["x".repeat(maxLength), "😀".repeat(maxLength)];
      return fc.oneof(
        { weight: 6, arbitrary: some },
        { weight: 3, arbitrary: strange },
        { weight: 1, arbitrary: fc.constantFrom(...longest, "x".repeat(minLength)) },
      );
    }
    default:
      throw new Error(`The fuzz makes no ${format}: teach it.`);
  }
}

/** RFC 3339, from its first year to its last one, with an offset or in UTC. */
const instants = fc
  .tuple(
    fc.date({
      min: new Date("0000-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59Z"),
      noInvalidDate: true,
    }),
    fc.constantFrom("Z", "+00:00", "-00:00", "+05:30", "-12:00", "+23:59"),
    fc.constantFrom("", ".5", ".123", ".123456789"),
  )
  .map(([date, offset, fraction]) => `${date.toISOString().slice(0, 19)}${fraction}${offset}`);

function objects(setting: Setting, schema: Schema, mode: Mode): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema;
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, valuesOf(setting, property, mode, name)]),
  );
  return fc
    .record(fields, { requiredKeys: required, noNullPrototype: true })
    .map((object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== ABSENT)))
    .map((object) => ("steps" in object ? without(object, "operations") : object));
}

/** Of some fields a request may have one alone. */
function without(object: Record<string, unknown>, name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = object;
  return rest;
}
