import { describe, expect, test } from 'vitest';
import { bicepMissing, findBicep } from './bicep.ts';
import { BicepProcess } from './bicep-process.ts';

const cli = findBicep() ?? '';

describe.skipIf(cli === '')(`a Bicep that answers questions (${bicepMissing})`, { timeout: 60_000 }, () => {
  test('answers each, also where several are asked at once, and says what it cannot', async () => {
    const bicep = new BicepProcess(cli);
    const version = expect.stringMatching(/^\d+\.\d+/) as string;
    const refused = bicep.ask('bicep/getSnapshot', { path: 'no such file' });
    await expect(refused).rejects.toThrow(/^bicep\/getSnapshot: /);
    const answers = await Promise.all([bicep.ask('bicep/version', {}), bicep.ask('bicep/version', {})]);
    expect(answers).toEqual([{ version }, { version }]);
  });
});

test('one that cannot answer any more says so', async () => {
  const bicep = new BicepProcess(process.execPath);
  await expect(bicep.ask('bicep/version', {})).rejects.toThrow('bicep jsonrpc ended with');
});
