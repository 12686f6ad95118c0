/** Longer names make paths that some systems refuse. */
const maximumLength = 80;

/** Why a text is no name for a rule's file; undefined where it is one. */
export function faultOfName(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > maximumLength) return `it has ${name.length} characters`;
  if (/[A-Z]/.test(name)) return 'it has capital letters';
  if (/[^a-z0-9-]/.test(name)) return 'it has other characters than letters, digits and dashes';
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return 'a dash stands at its start or end, or beside another';
  return undefined;
}

/** Words with more letters in capitals than the first. */
const abbreviations: Readonly<Record<string, string>> = { mfa: 'MFA', sso: 'SSO', api: 'API', ip: 'IP' };

/** The title of a rule for the name of its file: `sso-turned-off` is "SSO turned off". */
export function titleOf(name: string): string {
  const words = name.split('-').map((word) => abbreviations[word] ?? word);
  const [first = '', ...rest] = words;
  return [first.slice(0, 1).toUpperCase() + first.slice(1), ...rest].join(' ');
}
