import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One run of a command as a whole process. */
export interface Run {
  readonly seconds: number;
  /** Largest resident memory of the process and its children together, in MB; undefined where the system does not tell. */
  readonly peakMegabytes: number | undefined;
}

export interface Subject {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Done before each run, outside the time measured. */
  readonly before?: () => void;
  /** Done after each run, however it ended. */
  readonly after?: () => void;
}

/** Runs a command to its end. Where memory is `watched`, it is read from /proc every 25 ms, which costs time. */
export function run({ command, args, env, before, after }: Subject, watched = true): Promise<Run> {
  before?.();
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, [...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...env },
    });
    let peak: number | undefined;
    let errors = '';
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
    const sample = (): void => void (peak = Math.max(peak ?? 0, residentOf(child.pid) ?? 0) || undefined);
    const sampling = watched ? setInterval(sample, 25) : undefined;
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(sampling);
      after?.();
      if (code !== 0) reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${errors}`));
      else resolve({ seconds: (performance.now() - start) / 1000, peakMegabytes: peak });
    });
  });
}

/**
 * Runs the subjects in turn, so that a machine that slows down slows all of them. The first turn warms up, the
 * second shows their memory, the others their time.
 */
export async function alternate(
  subjects: readonly Subject[],
  times: number,
): Promise<readonly (readonly Run[])[]> {
  const runs: Run[][] = subjects.map(() => []);
  const peaks: Run['peakMegabytes'][] = [];
  for (let turn = 0; turn <= times + 1; turn++) {
    for (const [i, subject] of subjects.entries()) {
      const { seconds, peakMegabytes } = await run(subject, turn === 1);
      if (turn === 1) peaks[i] = peakMegabytes;
      if (turn > 1) runs[i]?.push({ seconds, peakMegabytes: peaks[i] });
    }
  }
  return runs;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Resident memory of a process and its children at this moment, in MB; pages that several of them map, as
 * those of the program itself, count once.
 */
function residentOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    const rest = children.reduce((sum, child) => sum + (residentOf(Number(child)) ?? 0), 0);
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024 + rest;
  } catch {
    return undefined;
  }
}
