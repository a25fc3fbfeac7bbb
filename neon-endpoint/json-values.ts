import { types } from "pg";

const { BOOL, INT2, INT4, INT8, FLOAT4, FLOAT8, NUMERIC, TEXT, VARCHAR, BYTEA, UUID } = types.builtins;
const { DATE, TIMESTAMP, TIMESTAMPTZ, JSON: JSON_TYPE, JSONB } = types.builtins;

/** Built-in array types and their elements, by pg_type.oid. Arrays of other types stay text. */
const elementTypes = new Map<number, number>([
  [1000, BOOL],
  [1001, BYTEA],
  [1005, INT2],
  [1007, INT4],
  [1009, TEXT],
  [1015, VARCHAR],
  [1016, INT8],
  [1021, FLOAT4],
  [1022, FLOAT8],
  [1115, TIMESTAMP],
  [1182, DATE],
  [1185, TIMESTAMPTZ],
  [1231, NUMERIC],
  [199, JSON_TYPE],
  [2951, UUID],
  [3807, JSONB],
]);

/**
 * The JSON form that Neon's proxy gives a value where `Neon-Raw-Text-Output` is not sent. int8 and numeric
 * stay text.
 */
export function toJsonValue(text: string | null, type: number): unknown {
  if (text === null) return null;
  const element = elementTypes.get(type);
  if (element !== undefined) return readArray(text, (item) => toJsonValue(item, element));
  switch (type) {
    case BOOL:
      return text === "t";
    case INT2:
    case INT4:
      return Number(text);
    case FLOAT4:
    case FLOAT8:
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case JSON_TYPE:
    case JSONB:
      return JSON.parse(text);
    default:
      return text;
  }
}

/** Reads Postgres' array text, `[0:1]={1,"a \"b\"",NULL}`; bounds have no JSON form and are dropped. */
function readArray(text: string, convert: (item: string) => unknown): unknown[] {
  const root: unknown[] = [];
  const open: unknown[][] = [root];
  const start = text.startsWith("[") ? text.indexOf("=") + 1 : 0;
  for (const [token, quoted] of text.slice(start).matchAll(/[{}]|"((?:[^"\\]|\\.)*)"|[^{},"]+/gs)) {
    const inner = open[open.length - 1] as unknown[];
    if (token === "{") {
      const child: unknown[] = [];
      inner.push(child);
      open.push(child);
    } else if (token === "}") open.pop();
    else if (quoted !== undefined) inner.push(convert(quoted.replace(/\\(.)/gs, "$1")));
    else inner.push(token === "NULL" ? null : convert(token));
  }
  return root[0] as unknown[];
}
