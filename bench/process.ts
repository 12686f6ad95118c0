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

/** Runs a command to its end. Memory is read from /proc while it lives, every 10 ms. */
export function run({ command, args, env, before, after }: Subject): Promise<Run> {
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
    const sampling = setInterval(() => (peak = Math.max(peak ?? 0, peakOf(child.pid) ?? 0) || undefined), 10);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(sampling);
      after?.();
      if (code !== 0) reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${errors}`));
      else resolve({ seconds: (performance.now() - start) / 1000, peakMegabytes: peak });
    });
  });
}

/** Runs the subjects in turn, so that a machine that slows down slows all of them; the first turn does not count. */
export async function alternate(
  subjects: readonly Subject[],
  times: number,
): Promise<readonly (readonly Run[])[]> {
  const runs: Run[][] = subjects.map(() => []);
  for (let turn = 0; turn <= times; turn++) {
    for (const [i, subject] of subjects.entries()) {
      const result = await run(subject);
      if (turn > 0) runs[i]?.push(result);
    }
  }
  return runs;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    const rest = children.reduce((sum, child) => sum + (peakOf(Number(child)) ?? 0), 0);
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024 + rest;
  } catch {
    return undefined;
  }
}
