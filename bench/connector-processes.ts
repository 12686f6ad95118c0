import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEntry } from '../scripts/connector/bundle.ts';
import type { Figures } from './connector-figures.ts';

export type Environment = Readonly<Record<string, string>>;

/** A program of this folder as one file of JavaScript, as plain as what Azure runs. */
export interface Program {
  run(environment: Environment, args?: readonly string[]): Promise<Figures>;
  remove(): void;
}

export async function bundleProgram(name: string): Promise<Program> {
  const { code } = await bundleEntry(`bench/${name}.ts`, name, '0.0.0');
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(folder, `${name}.cjs`);
  writeFileSync(file, code);
  return {
    async run(environment, args = []) {
      const child = spawn(process.execPath, [file, ...args], {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [out, errors] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
      const status = await new Promise((resolve) => void child.on('close', resolve));
      if (status !== 0) throw new Error(`${name} ended with ${String(status)}: ${errors.slice(-2000)}`);
      return JSON.parse(out) as Figures;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Services in a process of their own. */
export interface Services {
  /** Settings with which a connector finds them. */
  readonly environment: Environment;
  stop(): Promise<void>;
}

/** Starts a program of this folder that prints its settings as a line of JSON and ends with its input. */
export async function startServices(name: string, ...args: readonly string[]): Promise<Services> {
  const child = spawn(process.execPath, ['--import', 'tsx', `bench/${name}.ts`, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve(text);
    });
    void ended.then(() => reject(new Error('the services did not start')));
  });
  return {
    environment: JSON.parse(line) as Environment,
    stop() {
      child.stdin.end();
      return ended;
    },
  };
}
