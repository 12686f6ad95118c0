import type { Plan, Program } from './plan.ts';

/** What is known of an operator after a run. */
export interface OperatorFigures {
  readonly rows: number;
  /** Time of the operator itself, without those below it. */
  readonly milliseconds: number;
}

/**
 * A program as text: shared parts first, then the query; each operator stands above what it reads.
 * `figures` holds what a run has measured; an operator that was not run has none.
 */
export function printProgram(
  { bindings, main }: Program,
  text: string,
  figures: ReadonlyMap<Plan, OperatorFigures> = new Map(),
): string {
  const names = new Map(bindings.map(({ id, name }) => [id, name]));
  const lines: Line[] = [];
  for (const binding of bindings) {
    if (!('plan' in binding)) continue;
    lines.push({ text: `let ${binding.name} =`, plan: undefined });
    collect(binding.plan, 1, lines, text, names);
  }
  collect(main, 0, lines, text, names);
  const head = `${'rows'.padStart(9)} ${'ms'.padStart(9)}  operator`;
  const rows = lines.map(({ text: operator, plan }) => {
    const found = plan && figures.get(plan);
    const rowCount = found ? found.rows.toLocaleString('en-US') : '';
    return `${rowCount.padStart(9)} ${(found?.milliseconds.toFixed(1) ?? '').padStart(9)}  ${operator}`;
  });
  return [head, ...rows].join('\n');
}

interface Line {
  readonly text: string;
  readonly plan: Plan | undefined;
}

function collect(
  plan: Plan,
  depth: number,
  lines: Line[],
  text: string,
  names: ReadonlyMap<number, string>,
): void {
  const indent = '  '.repeat(depth);
  lines.push({ text: `${indent}${describe(plan, text, names)}`, plan });
  for (const input of inputsOf(plan)) collect(input, depth + 1, lines, text, names);
}

/** Every plan that stands directly within another, in order of its members. */
function inputsOf(plan: Plan): Plan[] {
  return Object.values(plan).flatMap((member: unknown) => {
    const members: readonly unknown[] = Array.isArray(member) ? member : [member];
    return members.filter(isPlan);
  });
}

function isPlan(value: unknown): value is Plan {
  return typeof value === 'object' && value !== null && 'op' in value && 'schema' in value;
}

const longest = 72;

function describe(plan: Plan, text: string, names: ReadonlyMap<number, string>): string {
  if (plan.op === 'table') return `table ${plan.name}`;
  if (plan.op === 'reference') return `reference to ${names.get(plan.id) ?? 'a shared part'}`;
  const { start, length } = plan.place;
  const written = text
    .slice(start, start + length)
    .replace(/\s+/g, ' ')
    .trim();
  const short = written.length > longest ? `${written.slice(0, longest - 3)}...` : written;
  return `${plan.op.padEnd(9)} ${short}`;
}
