import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTableFile } from '../commands/kql-data.ts';
import { compileWorkbook } from '../compile/workbook/notebook.ts';
import { sampleWorkbook } from '../validate/workbook/sample.ts';
import { queriesOf } from '../workbook-run/workbook-run.ts';
import { sampleScenes } from './sample-scenes.ts';
import { drawWorkbook } from './workbook-preview.ts';

const { notebook } = compileWorkbook(sampleWorkbook());
const table = readTableFile(fileURLToPath(new URL('../..', import.meta.url)));
const scenes = () => sampleScenes(notebook, table, join(tmpdir(), 'onepassword-workbook-tests'));
const sceneOf = scenes();
const shown = ['AllData', 'UserData', 'Health'].map((tab) => ({ tab, scene: sceneOf(tab) }));
const answers = [...queriesOf(notebook).keys()].map((name) => {
  return {
    name,
    result: shown.map(({ scene }) => scene.answer(name)).find((result) => result !== undefined),
  };
});

describe('the sample that pictures are drawn from', () => {
  it('answers every query; only what tells of faults is empty', () => {
    // Before anybody is chosen, User Data has a list that its picture does not show.
    const unasked = answers.filter(({ result }) => result === undefined).map(({ name }) => name);
    expect(unasked).toEqual(['user.most']);
    const empty = answers.filter(({ result }) => result?.rows.length === 0).map(({ name }) => name);
    expect(empty).toEqual(['health.3', 'health.4', 'health.9']);
  });

  it('names nobody and no address that could exist, in letters that the font has', () => {
    const text = JSON.stringify(answers);
    const addresses = [...text.matchAll(/[\w.+-]+@([\w.-]+)/g)].map((match) => match[1]);
    expect(new Set(addresses)).toEqual(new Set(['example.com']));
    const ips = [...text.matchAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g)].map(([ip]) => ip);
    const kept = /^(?:203\.0\.113|198\.51\.100|192\.0\.2|198\.1[89]\.\d+)\.\d+$/;
    expect(ips.filter((ip) => !kept.test(ip))).toEqual([]);
    // Latin letters with their marks.
    expect([...text].filter((character) => (character.codePointAt(0) ?? 0) > 0x24f)).toEqual([]);
  });

  it('is drawn: numbers of the answers stand in the picture, the same each time', () => {
    const again = scenes();
    for (const { tab, scene } of shown) {
      const svg = drawWorkbook(notebook, 'light', { tab, scene });
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(drawWorkbook(notebook, 'light', { tab, scene: again(tab) })).toBe(svg);
    }
    const [first] = shown;
    const svg = drawWorkbook(notebook, 'light', { tab: 'AllData', ...(first && { scene: first.scene }) });
    const tiles = first?.scene.answer('all.kpi.2')?.rows ?? [];
    expect(tiles.length).toBe(4);
    for (const { Value } of tiles) expect(svg).toContain(`>${String(Value)}<`);
    const [busiest] = first?.scene.answer('all.act.4')?.rows ?? [];
    expect(svg).toContain(`>${String(busiest?.['Email'])}<`);
  });

  it('says of an empty result why it is empty', () => {
    const health = shown[2];
    const svg = drawWorkbook(notebook, 'dark', { tab: 'Health', ...(health && { scene: health.scene }) });
    expect(svg).toContain('No event arrived twice in the time range.');
  });
});
