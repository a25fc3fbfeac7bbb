-- A handle is one author's at most. Expecting a thousand, as of any function, Postgres would go through everybody's tutorials.
ALTER FUNCTION author_by_handle(text) ROWS 1;
