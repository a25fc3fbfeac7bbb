/** Basic filtering of language tags (RFC 4647, section 3.3.1). */
export function languageMatches(tag: string | null, range: string | undefined): boolean {
  return range === undefined || `${tag ?? ""}-`.toLowerCase().startsWith(`${range}-`.toLowerCase());
}
