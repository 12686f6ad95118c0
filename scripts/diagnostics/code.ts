/** The texts of one kind of finding. `message` says what is wrong, `remedy` what to do. */
export interface CodeDefinition {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly remedy: string;
}

/** Keeps the literal texts, so that the placeholders in them can be checked at compile time. */
export function defineCodes<const T extends Readonly<Record<string, CodeDefinition>>>(codes: T): T {
  return codes;
}
