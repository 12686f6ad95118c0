import { describe, expect, test } from 'vitest';
import { htmlPage } from './page.ts';
import { emptyReport, loudRule, sampleReport } from './report-sample.ts';

const page = htmlPage(sampleReport);

describe('a page', () => {
  test('needs nothing from elsewhere', () => {
    expect(page).not.toMatch(/https?:|\/\/|@import|<script|<link|<img|url\(/);
  });

  test('shows what events hold as text', () => {
    expect(page).toContain('Export by &lt;b&gt;Alice&lt;/b&gt; &amp; others');
    expect(page).not.toContain('<b>Alice');
  });

  test('closes every element that it opens', () => {
    const body = page.replace('<!doctype html>', '').replace(/<meta[^>]*>|<br>/g, '');
    const open: string[] = [];
    const wrong: string[] = [];
    for (const [, slash, name = ''] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (slash === '') open.push(name);
      else if (open.pop() !== name) wrong.push(name);
    }
    expect(wrong).toEqual([]);
    expect(open).toEqual([]);
  });

  test('has a bar for each severity of a day, higher for more alerts', () => {
    const bars = [...page.matchAll(/<rect class="(\w+)"[^>]*height="([\d.]+)"><title>([^<]*)<\/title>/g)];
    expect(bars.map(([, severity, , title]) => `${severity} ${title}`)).toEqual([
      'High 2026-05-04: 1 High',
      'Medium 2026-05-04: 3 Medium',
      'Medium 2026-05-06: 1 Medium',
    ]);
    const heights = bars.map(([, , height]) => Number(height));
    expect(heights[1]).toBeCloseTo(3 * (heights[0] ?? 0), 0);
  });

  test('links to rules with alerts, and to sections that are there', () => {
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links).toEqual(['vault-export']);
    expect(page).toContain('<section id="vault-export">');
  });

  test('says why a rule could not be run', () => {
    expect(page).toContain('The function f is not supported.');
  });
});

test('without events the page says so', () => {
  const empty = htmlPage(emptyReport);
  expect(empty).toContain('No events');
  expect(empty).not.toMatch(/NaN|undefined|Infinity/);
});

test('all rules have one scale', () => {
  const quiet = {
    ...loudRule,
    rule: 'quiet',
    days: [{ day: '2026-05-04', alerts: 1, severities: { Low: 1 } }],
  };
  const both = htmlPage({ ...sampleReport, rules: [loudRule, quiet] });
  const height = (severity: string): string =>
    new RegExp(`class="${severity}"[^>]*height="([\\d.]+)"`).exec(both)?.[1] ?? '';
  expect(height('Low')).toBe(height('High'));
});
