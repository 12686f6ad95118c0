/** S-1: the match many times over several runs, each event to be reported once, in the run it arrived for. */
import { reportedIds } from './common-checks.ts';
import type { Match, Variation } from './variation.ts';
import { byOthers, copyId, lastArrival, moveTo } from './match.ts';
import type { RuleRun } from './rule-run.ts';
import type { Row } from './scenario.ts';

const minute = 60_000;

interface Arrival {
  /** When the last row of the match is stored, from T. */
  readonly arrived: number;
  /** How long before it is stamped. */
  readonly lag: number;
}

/** Both ends of each run and what lies between; and rows stamped before the end of a run and stored after it. */
function arrivals(frequency: number): Arrival[] {
  const ends = [-frequency, 0, frequency];
  const prompt = ends.flatMap((end) => [end, end + 1, end + frequency / 2, end + frequency - 1]);
  const late = ends.flatMap((end) => [
    { arrived: end + 1, lag: 1 },
    { arrived: end + minute, lag: 2 * minute },
    { arrived: end + frequency, lag: 3 * minute },
  ]);
  return [...prompt.map((arrived) => ({ arrived, lag: 0 })), ...late];
}

export function sequenceVariation({ rows, cast, frequency, reported }: Match): Variation {
  const ids = reported.flatMap(reportedIds);
  const copies = arrivals(frequency).map(({ arrived, lag }, index) => {
    const n = index + 2;
    const moved = moveTo(byOthers(rows, n, cast), arrived);
    const last = lastArrival(moved);
    const stamped = moved.map((row): Row =>
      row.arrived === last ? { ...row, generated: arrived - lag } : row,
    );
    return {
      rows: stamped,
      ids: ids.map((id) => copyId(id, n)),
      due: Math.ceil(arrived / frequency) * frequency,
    };
  });
  const runs = [-1, 0, 1, 2].map((i) => i * frequency);
  return {
    code: 'S-1',
    says: 'over four runs each event is reported once',
    rows: copies.flatMap((copy) => copy.rows),
    runs: runs.map((at) => ({
      at,
      checks: [
        (run: RuleRun) =>
          compare(
            run,
            copies.filter(({ due }) => due === at).flatMap((copy) => copy.ids),
          ),
      ],
    })),
  };
}

/** Events that this run should not report, or should and does not. */
function compare(run: RuleRun, expected: readonly string[]): string[] {
  const found = run.rows.flatMap(reportedIds);
  const missing = expected.filter((id) => !found.includes(id));
  const more = found.filter((id, index) => !expected.includes(id) || found.indexOf(id) !== index);
  return [
    ...(missing.length > 0 ? [`not reported though they arrived for this run: ${missing.join(', ')}`] : []),
    ...(more.length > 0
      ? [`reported though they did not arrive for this run, or twice: ${more.join(', ')}`]
      : []),
  ];
}
