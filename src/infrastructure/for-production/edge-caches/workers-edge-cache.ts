/** As much of the Workers' Cache API as is used. */
type Cache = {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
};

/** Cloudflare's cache of the location that answers; undefined in runtimes that have none. */
export function workersEdgeCache(): Cache | undefined {
  return (globalThis as { caches?: { default?: Cache } }).caches?.default;
}
