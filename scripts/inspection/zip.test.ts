import * as fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createZip } from '../bundle/zip.ts';
import { readZip, zipLimits } from './zip.ts';

describe('reading a zip', () => {
  it('gives back what was packed', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}\.json$/);
    fc.assert(
      fc.property(fc.dictionary(name, fc.uint8Array({ maxLength: 200 }), { minKeys: 1 }), (contents) => {
        const files = Object.entries(contents).map(([path, bytes]) => ({ path, bytes }));
        const reading = readZip(createZip(files));
        const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
        expect('files' in reading && reading.files.map(({ path, bytes }) => [path, [...bytes]])).toEqual(
          sorted.map(({ path, bytes }) => [path, [...bytes]]),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('never fails, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(readZip(bytes)).toHaveProperty('fault');
      }),
    );
  });

  it('stays calm where a zip is damaged', () => {
    const whole = createZip([{ path: 'a.json', bytes: Buffer.from('{"a":"'.repeat(50)) }]);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Uint8Array.from(whole);
        damaged[at] = byte;
        const reading = readZip(damaged);
        const outcome = 'files' in reading ? reading.files.length : reading.fault;
        expect([0, 1, 'no-zip', 'too-large']).toContain(outcome);
      }),
    );
  });

  it('does not unpack what is too large, by its own word or in truth', () => {
    const bomb = zipSync({ 'a.json': new Uint8Array(zipLimits.entryBytes + 1) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(readZip(bomb)).toMatchObject({ fault: 'too-large', what: expect.stringContaining('a.json') });
    const names = Array.from({ length: zipLimits.entries + 1 }, (_, i) => [`${i}.json`, new Uint8Array()]);
    expect(readZip(zipSync(Object.fromEntries(names)))).toMatchObject({ fault: 'too-large' });
    expect(readZip(new Uint8Array(zipLimits.bytes + 1))).toMatchObject({ fault: 'too-large' });
  });

  it('gives no more than the list promises', () => {
    const zip = Buffer.from(zipSync({ 'a.json': new Uint8Array(100_000) }));
    const list = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(10, list + 24);
    const reading = readZip(zip);
    expect('files' in reading ? (reading.files[0]?.bytes.length ?? 0) : 0).toBeLessThanOrEqual(10);
  });
});
