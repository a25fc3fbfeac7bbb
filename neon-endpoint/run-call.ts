import type { Completion, Field, Row, Session } from "./backend.ts";
import { HttpError } from "./errors.ts";
import { toJsonValue } from "./json-values.ts";
import type { Call, ShapedStatement } from "./protocol.ts";

/**
 * Runs a call and writes its reply as JSON text. A batch is one transaction; where it fails, the owner of the
 * session rolls back. Throws SqlError, and HttpError 507 when the rows take more than `maxBytes`.
 */
export async function runCall(session: Session, call: Call, maxBytes: number): Promise<string> {
  const { begin, statements, rawText } = call;
  if (begin === null) return (await run(session, statements, rawText, maxBytes))[0] as string;
  const [, ...results] = await run(session, [bare(begin), ...statements], rawText, maxBytes);
  // Not before all rows are known to be few enough. Deferred constraints speak up here.
  await session.execute([bare("COMMIT")]);
  return `{"results":[${results.join(",")}]}`;
}

const bare = (query: string): ShapedStatement => ({ query, params: [], rowAsArray: true });

type Result = { rowAsArray: boolean; rows: string[] };

/** Answers each statement with its result as JSON text. */
async function run(
  session: Session,
  statements: readonly ShapedStatement[],
  rawText: boolean,
  maxBytes: number,
): Promise<string[]> {
  // Rows become JSON as they come, so that a reply over the limit is never held as a whole.
  const results = statements.map(({ rowAsArray }): Result => ({ rowAsArray, rows: [] }));
  let bytes = 0;
  const completions = await session.execute(statements, (row, position, fields) => {
    const { rowAsArray, rows } = results[position] as Result;
    const json = JSON.stringify(shapeRow(row, fields, rowAsArray, rawText));
    bytes += Buffer.byteLength(json) + 1;
    if (bytes > maxBytes) throw new HttpError(507, `response is too large (max is ${maxBytes} bytes)`);
    rows.push(json);
  });
  return results.map((result, position) => toJson(result, completions[position] as Completion));
}

function toJson({ rowAsArray, rows }: Result, { command, rowCount, fields }: Completion): string {
  const head = JSON.stringify({
    rowAsArray,
    command,
    rowCount,
    fields: fields.map((field) => ({ ...field, format: "text" })),
  });
  return `${head.slice(0, -1)},"rows":[${rows.join(",")}]}`;
}

function shapeRow(row: Row, fields: readonly Field[], asArray: boolean, rawText: boolean): unknown {
  const values = rawText
    ? row
    : row.map((text, column) => toJsonValue(text, fields[column]?.dataTypeID ?? 0));
  return asArray ? values : Object.fromEntries(fields.map(({ name }, column) => [name, values[column]]));
}
