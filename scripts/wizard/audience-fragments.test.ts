import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audienceFragments } from './audience-fragments.ts';

const host = fc.stringMatching(/^[a-z0-9.-]{3,40}$/);

/** The texts that a fragment stands for: `lost` letters before it are unknown, and taken for zeros. */
function decodings(fragment: string): readonly string[] {
  return [0, 2, 3].map((lost) => {
    const bytes = Buffer.from('A'.repeat(lost) + fragment, 'base64url');
    return bytes.toString('latin1').slice(lost === 0 ? 0 : lost - 1);
  });
}

describe('audienceFragments', () => {
  it('decodes back to the audience and its closing quote', () => {
    fc.assert(
      fc.property(host, (audience) => {
        for (const fragment of audienceFragments(audience)) {
          // The first character is the opening quote, of which some bits are unknown.
          const fits = decodings(fragment).filter((text) => text.slice(1).startsWith(`${audience}"`));
          expect(fits).toHaveLength(1);
        }
      }),
    );
  });

  it('is found in what every encoder writes, whatever stands around the audience', () => {
    const after = fc.constantFrom(',', ']', '}', ' ]', '\n', '\r\n', '\t]');
    fc.assert(
      fc.property(host, fc.string(), after, fc.string(), (audience, front, follower, rest) => {
        const encoded = Buffer.from(`${front}"${audience}"${follower}${rest}`, 'utf8').toString('base64url');
        const found = audienceFragments(audience).filter((fragment) => encoded.includes(fragment));
        expect(found.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('is not found in a longer host', () => {
    fc.assert(
      fc.property(host, fc.string(), host, fc.string(), (audience, front, more, rest) => {
        fc.pre(!`${front}${rest}`.includes(audience) && !more.includes(audience));
        const encoded = Buffer.from(`${front}"${audience}${more}"]${rest}`, 'utf8').toString('base64url');
        expect(audienceFragments(audience).filter((fragment) => encoded.includes(fragment))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
