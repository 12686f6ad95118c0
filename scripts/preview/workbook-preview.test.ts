import { describe, expect, it } from 'vitest';
import { compileWorkbook } from '../compile/workbook/notebook.ts';
import { sampleWorkbook } from '../validate/workbook/sample.ts';
import type { JsonObject } from '../model/arm.ts';
import { isLand } from './land.ts';
import { objects, shownItems, tabsOf, textOf, valuesFor } from '../workbook-run/notebook.ts';
import { themes } from './theme.ts';
import { drawWorkbook, renderWorkbookPreview } from './workbook-preview.ts';

const { notebook } = compileWorkbook(sampleWorkbook());

/** Titles that a tab shows, as texts of the picture. */
function titlesOf(holder: JsonObject, tab: string): string[] {
  return shownItems(holder, valuesFor(tab)).flatMap(({ kind, content }) =>
    kind === 'group' ? titlesOf(content, tab) : [textOf(content['title'])].filter((title) => title !== ''),
  );
}

function sizeOf(svg: string): { width: number; height: number } {
  const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

describe('the picture of a workbook', () => {
  it('shows the chosen tab with all its titles, and nothing of another', () => {
    const [first, second] = tabsOf(notebook);
    const svg = drawWorkbook(notebook, 'light', { tab: first?.value ?? '' });
    const beginnings = titlesOf(notebook, first?.value ?? '').map((title) => title.slice(0, 12));
    expect(beginnings.length).toBeGreaterThan(10);
    expect(beginnings.filter((title) => !svg.includes(title))).toEqual([]);
    const others = titlesOf(notebook, second?.value ?? '').filter(
      (title) => !titlesOf(notebook, first?.value ?? '').includes(title),
    );
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((title) => svg.includes(`>${title}<`))).toEqual([]);
  });

  it('draws inside its page and nothing that is no number', () => {
    for (const { value } of tabsOf(notebook)) {
      const svg = drawWorkbook(notebook, 'dark', { tab: value });
      const { width, height } = sizeOf(svg);
      expect(width).toBe(1200);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      const boxes = [...svg.matchAll(/<rect x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"/g)];
      const outside = boxes.filter(([, x, y, w, h]) => {
        const [right, bottom] = [Number(x) + Number(w), Number(y) + Number(h)];
        return (
          Number(x) < 0 ||
          Number(y) < 0 ||
          Number(w) < 0 ||
          Number(h) < 0 ||
          right > width + 1 ||
          bottom > height + 1
        );
      });
      expect(outside.map(([tag]) => tag)).toEqual([]);
    }
  });

  it('ends before a row that does not fit, never with a heading alone', () => {
    const whole = drawWorkbook(notebook, 'light');
    for (const maximumHeight of [500, 700, 900, 1100, 1300, 1500]) {
      const svg = drawWorkbook(notebook, 'light', { maximumHeight });
      expect(sizeOf(svg).height).toBeLessThanOrEqual(maximumHeight);
      expect(sizeOf(svg).height).toBeLessThan(sizeOf(whole).height);
      const headings = [...svg.matchAll(/<text x="[^"]+" y="([^"]+)" font-size="18"/g)];
      const last = Number(headings.at(-1)?.[1] ?? 0);
      expect(sizeOf(svg).height - last).toBeGreaterThan(100);
    }
  });

  it('has the colours of its theme', () => {
    expect(drawWorkbook(notebook, 'dark')).toContain(themes.dark.page);
    expect(drawWorkbook(notebook, 'light')).not.toContain(themes.dark.page);
  });

  it('draws every kind of visual', () => {
    const query = objects(notebook['items']).length > 0 ? 'T\n| project Country, Events = 1' : '';
    for (const visualization of [
      'table',
      'tiles',
      'card',
      'map',
      'linechart',
      'areachart',
      'scatterchart',
      'barchart',
      'categoricalbar',
      'piechart',
      'unknown',
    ]) {
      const content = {
        title: 'A title',
        query,
        visualization,
        chartSettings: { xAxis: 'Country', yAxis: ['Events'] },
      };
      const svg = drawWorkbook({ items: [{ type: 3, name: 'a', content }] }, 'light');
      expect(svg.match(/<(?:rect|circle|polyline|text)/g)?.length).toBeGreaterThan(4);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it('is a PNG with equal bytes each time', async () => {
    const options = { maximumHeight: 600 };
    const [one, two] = [
      await renderWorkbookPreview(notebook, 'light', options),
      await renderWorkbookPreview(notebook, 'light', options),
    ];
    expect(Buffer.from(one).subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(Buffer.from(one).readUInt32BE(16)).toBe(1200);
    expect(Buffer.compare(one, two)).toBe(0);
    expect(one.length).toBeGreaterThan(20_000);
  });
});

it.each([
  ['Berlin', 13.4, 52.5, true],
  ['Toronto', -79.4, 43.7, true],
  ['Nairobi', 36.8, -1.3, true],
  ['the Atlantic', -40, 30, false],
  ['the Pacific', -150, 0, false],
  ['the Indian Ocean', 80, -30, false],
])('%s is drawn as what it is', (_, longitude, latitude, expected) => {
  expect(isLand(longitude, latitude)).toBe(expected);
});
