/**
 * Who calls, and which database, as the connection string names them. Its host is ignored: an endpoint serves
 * one server.
 */
export type Credentials = { user: string; password: string; database: string };

/**
 * A column of a result, under the names that node-postgres and Neon's proxy give to Postgres' RowDescription.
 */
export type Field = {
  name: string;
  dataTypeID: number;
  tableID: number;
  columnID: number;
  dataTypeSize: number;
  dataTypeModifier: number;
};

/** Values in Postgres' text format. */
export type Row = readonly (string | null)[];

/** One statement with its parameters. */
export type Statement = { query: string; params: Row };

/** `command` is the first word of the command tag; `rowCount` is null where the tag has no number. */
export type Completion = { fields: Field[]; command: string; rowCount: number | null };

/** Hears a row as it comes. `position` is that of its statement in the list, from 0. */
export type OnRow = (row: Row, position: number, fields: readonly Field[]) => void;

/** A connection for the length of one call. */
export interface Session {
  /**
   * Runs statements one after another by the extended protocol: unnamed statements, text in and out. They are
   * sent all at once, yet none runs after one that failed. Rows arrive as they come; what `onRow` throws ends
   * the execution, but statements behind may have run by then. Throws SqlError for what Postgres refuses.
   */
  execute(statements: readonly Statement[], onRow?: OnRow): Promise<Completion[]>;
}

/** A Postgres behind the endpoint. */
export interface Backend {
  /** What it is, for a start-up message: a product and version, never a credential. */
  readonly description: string;
  /**
   * Lends a clean session of the caller's role, and leaves nothing of it to the next caller: an open
   * transaction is rolled back, all that belongs to the session is discarded. When `signal` aborts, the
   * running query is cancelled. Throws SqlError 28P01 for a wrong user or password, 3D000 for an unknown
   * database, Unreachable.
   */
  withSession<T>(
    credentials: Credentials,
    signal: AbortSignal,
    use: (session: Session) => Promise<T>,
  ): Promise<T>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
