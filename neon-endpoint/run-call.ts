import type { Field, Row, Session } from "./backend.ts";
import { HttpError } from "./errors.ts";
import { toJsonValue } from "./json-values.ts";
import type { Call, Statement } from "./protocol.ts";

/**
 * Runs a call and writes its reply as JSON text. A batch is one transaction; where it fails, the owner of the
 * session rolls back. Throws SqlError, and HttpError 507 when the rows take more than `maxBytes`.
 */
export async function runCall(session: Session, call: Call, maxBytes: number): Promise<string> {
  const run = statementRunner(session, call.rawText, maxBytes);
  if (call.begin === null) return run(call.statements[0] as Statement);

  await session.execute(call.begin, []);
  const results: string[] = [];
  for (const statement of call.statements) results.push(await run(statement));
  // Deferred constraints speak up here.
  await session.execute("COMMIT", []);
  return `{"results":[${results.join(",")}]}`;
}

function statementRunner(session: Session, rawText: boolean, maxBytes: number) {
  let bytes = 0;
  return async ({ query, params, rowAsArray }: Statement): Promise<string> => {
    // Rows become JSON as they come, so that a reply over the limit is never held as a whole.
    const rows: string[] = [];
    const { fields, command, rowCount } = await session.execute(query, params, (row, fields) => {
      const json = JSON.stringify(shapeRow(row, fields, rowAsArray, rawText));
      bytes += Buffer.byteLength(json) + 1;
      if (bytes > maxBytes) throw new HttpError(507, `response is too large (max is ${maxBytes} bytes)`);
      rows.push(json);
    });
    const head = JSON.stringify({
      rowAsArray,
      command,
      rowCount,
      fields: fields.map((field) => ({ ...field, format: "text" })),
    });
    return `${head.slice(0, -1)},"rows":[${rows.join(",")}]}`;
  };
}

function shapeRow(row: Row, fields: readonly Field[], asArray: boolean, rawText: boolean): unknown {
  const values = rawText
    ? row
    : row.map((text, column) => toJsonValue(text, fields[column]?.dataTypeID ?? 0));
  return asArray ? values : Object.fromEntries(fields.map(({ name }, column) => [name, values[column]]));
}
