import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../bundle/file.ts';

const bytes = Buffer.from('{}');
const files = [{ path: 'mainTemplate.json', size: bytes.length, sha256: sha256(bytes) }];

/** The module as the given state of the tools loads it. */
async function load(tools: string | undefined) {
  vi.stubEnv('SOLUTION_TOOLS', tools);
  vi.resetModules();
  return import('./build-stamp.ts');
}

describe('the stamp of a build', () => {
  let root: string;
  let cache: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stamp-'));
    cache = join(root, 'cache');
    mkdirSync(join(root, 'solution'));
    writeFileSync(join(root, 'solution/solution.yaml'), 'name: Example\n');
    writeFileSync(join(root, 'mainTemplate.json'), bytes);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
    vi.unstubAllEnvs();
  });

  it('is found again where nothing changed', async () => {
    const { findUnchanged, keepStamp } = await load('a');
    expect(findUnchanged(root, cache)).toBeUndefined();
    keepStamp(root, cache, files);
    expect(findUnchanged(root, cache)).toEqual(files);
  });

  it.each([
    ['a source changed', 'solution/solution.yaml', 'name: Other\n'],
    ['a source is new', 'solution/regions.yaml', 'regions: []\n'],
    ['a written file changed', 'mainTemplate.json', '{ }'],
  ])('is worthless where %s', async (_, path, text) => {
    const { findUnchanged, keepStamp } = await load('a');
    keepStamp(root, cache, files);
    writeFileSync(join(root, path), text);
    expect(findUnchanged(root, cache)).toBeUndefined();
  });

  it('is worthless where a written file is gone, or for other tools', async () => {
    const first = await load('a');
    first.keepStamp(root, cache, files);
    expect((await load('b')).findUnchanged(root, cache)).toBeUndefined();
    expect((await load(undefined)).findUnchanged(root, cache)).toBeUndefined();
    rmSync(join(root, 'mainTemplate.json'));
    expect((await load('a')).findUnchanged(root, cache)).toBeUndefined();
  });
});
