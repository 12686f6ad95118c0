import { readFileSync } from 'node:fs';

/** What a process tells at its end. */
export interface Figures {
  readonly events: number;
  readonly seconds: number;
  /** Of this process, all of its threads. */
  readonly cpuSeconds: number;
  /** Largest resident memory since its start, bytes; 0 where the system does not tell. */
  readonly peakBytes: number;
}

interface Start {
  readonly at: number;
  readonly cpu: NodeJS.CpuUsage;
}

export function startFigures(): Start {
  return { at: performance.now(), cpu: process.cpuUsage() };
}

/** Prints the figures as a line of JSON and ends the process. */
export function reportFigures({ at, cpu }: Start, events: number): void {
  const { user, system } = process.cpuUsage(cpu);
  const figures: Figures = {
    events,
    seconds: (performance.now() - at) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: peakBytes(),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
}

function peakBytes(): number {
  try {
    const [, kilobytes = '0'] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}
