/** Shorter pieces of a secret tell nothing, and appear by chance. */
const piece = 12;
const stride = 6;

/**
 * Pieces of secrets that a text holds; a piece of 17 characters is always found. `secrets` are given
 * without parts that everybody knows, such as the header of a token.
 */
export function leaksIn(text: string, secrets: readonly string[]): readonly string[] {
  return secrets.flatMap((secret) => {
    if (secret.length < piece) throw new Error('A secret too short to be found.');
    const starts = Array.from(
      { length: Math.floor((secret.length - piece) / stride) + 1 },
      (_, index) => index * stride,
    );
    return starts.map((at) => secret.slice(at, at + piece)).filter((part) => text.includes(part));
  });
}

/** What of a token nobody may see: its signature; the rest says what everybody knows. */
export function secretPart(token: string): string {
  return token.slice(token.lastIndexOf('.') + 1);
}
