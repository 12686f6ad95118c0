/** Bits of a byte and of a base64 letter (RFC 4648). */
const byteBits = 8;
const letterBits = 6;

/** What JSON allows after the closing quote of a value (RFC 8259). */
const followers = [',', ']', '}', ' ', '\n', '\r', '\t'];

/**
 * How an audience looks inside the payload of a token, without decoding it: base64url turns 3 bytes into
 * 4 letters, so the text has three forms, one for each alignment. The JSON quotes belong to the text, so
 * that no host is found inside a longer one. At the front only letters are kept that the text decides alone.
 * At the end a letter may hold bits of the closing quote and of what follows it: there is a fragment for
 * each such letter, since without it the quote could be the dot of a longer host.
 */
export function audienceFragments(audience: string): readonly string[] {
  const text = Buffer.from(`"${audience}"`, 'utf8');
  const fragments = [0, 1, 2].flatMap((before) => {
    const first = Math.ceil((before * byteBits) / letterBits);
    const end = Math.ceil(((before + text.length) * byteBits) / letterBits);
    return followers.map((follower) => {
      const bytes = Buffer.concat([Buffer.alloc(before), text, Buffer.from(follower)]);
      return bytes.toString('base64url').slice(first, end);
    });
  });
  return [...new Set(fragments)];
}
