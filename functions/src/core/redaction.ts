import { shorten } from './shorten.ts';

/** Shapes of secrets, and of persons, that must not appear wherever they come from. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g, '[token]'],
  [/\bops_[\w-]{8,}/g, '[token]'],
  [/(authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic)\s+)?[^\s"',;}]+/gi, '$1[hidden]'],
  [/\b(bearer\s+)[\w.~+/=-]{8,}/gi, '$1[hidden]'],
  [/([?&;]sig=|SharedAccessSignature=)[^&\s"';]+/gi, '$1[hidden]'],
  [/((?:AccountKey|SharedAccessKey|InstrumentationKey)=)[^;\s"']+/gi, '$1[hidden]'],
  [/(https?:\/\/)[^\s/@"']+@/gi, '$1[hidden]@'],
  [/[^\s@"'<>(),:;]+@[\w-]+(?:\.[\w-]+)+/g, '[e-mail]'],
];

/** Shorter values than this would black out ordinary words. */
const shortestSecret = 6;

/** Gives a function that takes the secrets named, and all that looks like one, out of a text. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const exact = secrets
    .flatMap((secret) => [secret, secret.trim(), encodeURIComponent(secret.trim())])
    .filter((secret, index, all) => secret.length >= shortestSecret && all.indexOf(secret) === index)
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    let safe = text;
    for (const secret of exact) safe = safe.replaceAll(secret, '[hidden]');
    for (const [pattern, replacement] of patterns) safe = safe.replaceAll(pattern, replacement);
    return safe;
  };
}

/** Takes out what looks like a secret. */
export const redactPatterns = createRedactor([]);

/** Name and message of an error: clients hang whole requests, headers included, on theirs. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return shorten(redactPatterns(text), 500);
}

/** The same value with every text in it redacted; names of members stay. */
export function redactTexts<T>(value: T, redact: (text: string) => string): T {
  if (typeof value === 'string') return redact(value) as T;
  if (Array.isArray(value)) return value.map((entry: unknown) => redactTexts(entry, redact)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, redactTexts(member, redact)]);
  return Object.fromEntries(members) as T;
}
