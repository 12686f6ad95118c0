import { enterFunction } from './function-peer.ts';
import { enterOurs } from './ours.ts';
import type { Scenario } from './scenarios.ts';
import { scenarios } from './scenarios.ts';
import { Stage, type Entrant, type Outcome } from './stage.ts';
import { enterWindows } from './window-peer.ts';

const entrants = {
  'this connector': enterOurs,
  'the earlier function': enterFunction,
  'windows of time': enterWindows,
} as const satisfies Readonly<Record<string, Entrant>>;

export type EntrantName = keyof typeof entrants;

export type Comparison = ReadonlyMap<string, Readonly<Record<EntrantName, Outcome>>>;

/** Every connector through every scenario, each on a simulator of its own. */
export async function compareConnectors(): Promise<Comparison> {
  const found = new Map<string, Readonly<Record<EntrantName, Outcome>>>();
  for (const scenario of scenarios) {
    const outcomes: [string, Outcome][] = [];
    for (const [name, enter] of Object.entries(entrants)) outcomes.push([name, await play(scenario, enter)]);
    found.set(scenario.name, Object.fromEntries(outcomes) as Record<EntrantName, Outcome>);
  }
  return found;
}

/** A first run, some that find a little, what happens, and some more in which all may come to rest. */
async function play(scenario: Scenario, enter: Entrant): Promise<Outcome> {
  const stage = await Stage.open(enter, scenario.behaviour);
  try {
    await stage.tick();
    await scenario.play(stage);
    stage.simulator.faults.clear();
    for (let turn = 0; turn < 3; turn += 1) await stage.tick();
    return stage.outcome();
  } finally {
    await stage.close();
  }
}

/** The comparison as a table in Markdown: of each connector what it lost and what it wrote twice. */
export function comparisonTable(comparison: Comparison): string {
  const names = Object.keys(entrants) as EntrantName[];
  const head = ['What happens', ...names.map((name) => `${name}: lost / doubled`)];
  const lines = [...comparison].map(([scenario, outcomes]) => [
    scenario,
    ...names.map((name) => `${outcomes[name].lost} / ${outcomes[name].doubled}`),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)),
  );
  const row = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return `${[row(head), rule, ...lines.map(row)].join('\n')}\n`;
}
