/** The page about a code of findings, as a path from the root of the repository. */
export function codePagePath(code: string): string {
  return `docs/diagnostics/${code}.md`;
}

/**
 * Its address in the repository that solution/solution.yaml names. HEAD is the default branch, whatever
 * its name; a code is never given up, so that its page stays.
 */
export function codePageAddress(repository: string, code: string): string {
  return `${repository}/blob/HEAD/${codePagePath(code)}`;
}
