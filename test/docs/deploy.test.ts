import { beforeAll, expect, test } from 'vitest';
import { canary } from '../deploy/deploy-stage.ts';
import { runCommands, type CommandRun } from './command-runs.ts';
import { read, root } from './project.ts';

const file = 'docs/deploy.md';
const page = read(file);
/** A mark, and the block below it. */
const mark = /^(<!-- run: ([\w-]+)((?: \w+=(?:\d+|"[^"]*"))*) -->)\n(?:\n```console\n[\s\S]*?\n```\n)?/gm;
/** Longer lines are cut: a page is read without scrolling sideways. */
const longestLine = 150;

let runs: ReadonlyMap<string, CommandRun>;
beforeAll(async () => {
  runs = await runCommands();
}, 120_000);

/** What was said, of which a mark can choose the first and last lines, and where to begin. */
function shown({ call, text }: CommandRun, options: string): string {
  const option = (name: string): string | undefined =>
    new RegExp(` ${name}=(?:"([^"]*)"|(\\d+))`)
      .exec(options)
      ?.slice(1)
      .find((value) => value !== undefined);
  const all = text
    .split('\n')
    .map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line));
  const from = option('from');
  const start = from === undefined ? 0 : all.indexOf(from);
  if (start < 0) throw new Error(`npm run ${call} does not say "${from}".`);
  const lines = all.slice(start);
  const skipped = all.length - lines.length;
  const first = Number(option('first') ?? (option('last') === undefined ? lines.length : 0));
  const last = Number(option('last') ?? 0);
  return [
    `$ npm run ${call}`,
    ...gap(skipped),
    ...lines.slice(0, first),
    ...gap(lines.length - first - last),
    ...(last > 0 ? lines.slice(-last) : []),
  ]
    .join('\n')
    .trimEnd();
}

function gap(count: number): string[] {
  return count > 0 ? [`… ${count} more lines`] : [];
}

test('the page shows what the commands say', async () => {
  const rendered = page.replace(mark, (whole, comment: string, name: string, options: string) => {
    const run = runs.get(name);
    return run ? `${comment}\n\n\`\`\`console\n${shown(run, options)}\n\`\`\`\n` : whole;
  });
  await expect(rendered).toMatchFileSnapshot(`${root}/${file}`);
});

test('every run that the page asks for is there, and every run is shown or is the same seen otherwise', () => {
  const asked = [...page.matchAll(mark)].map(([, , name = '']) => name);
  expect(asked.filter((name) => !runs.has(name))).toEqual([]);
  expect([...runs.keys()].filter((name) => !asked.includes(name))).toEqual(['drift-none']);
});

test('the runs end as the page says', () => {
  const failed = [...runs].filter(([, { code }]) => code !== 0).map(([name]) => name);
  expect(failed).toEqual(['doctor-stopped', 'drift']);
  expect(runs.get('drift-none')?.text).toContain('Everything is as the bundle has it.');
});

test('no run tells the key', () => {
  for (const { text } of runs.values()) expect(text).not.toContain(canary);
});
