/** Starts the binding process; plain JavaScript, since the starter of the toolchain does so before all else. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Settings of V8, to which a snapshot is bound. The process and the one that it works for shall need no more
 * memory than a single one that does both: few of its objects live long, so that it can do with a small
 * nursery (in MB), and with less room to spare before it collects the others (in percent). It lives a second,
 * mostly: code is optimized after more work than usual (in bytes of it), since the compiler would take the
 * time of the other process.
 */
export const v8Settings = [
  '--max-semi-space-size=8',
  '--heap-growing-percent=40',
  '--interrupt-budget=1000000',
];

/** Nothing of the environment is for it, least of all secrets; Windows cannot do without this. */
const bareEnvironment = process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? '' } : {};

/** Of a process that nobody has asked for yet: its snapshot, and itself. */
const startedAhead = Symbol.for('binding process started ahead');

/**
 * What Node.js has to be told to start from a snapshot.
 * @param {string} file
 */
export function startArguments(file) {
  return [...v8Settings, '--snapshot-blob', file];
}

/**
 * Starts the process, or hands over the one that was started ahead from this snapshot.
 * @param {string} file
 */
export function startBinding(file) {
  const ahead = globalThis[startedAhead];
  globalThis[startedAhead] = undefined;
  if (ahead?.file === file && isRunning(ahead.child)) return ahead.child;
  ahead?.child.kill();
  return spawn(process.execPath, startArguments(file), {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: bareEnvironment,
  });
}

/**
 * Starts the process before it is known whether the one snapshot that is there still fits to the sources.
 * @param {string} cacheFolder
 */
export function startAhead(cacheFolder) {
  const name = filesOf(cacheFolder).find((own) => /^binder-\w+\.blob$/.test(own));
  if (name === undefined) return undefined;
  const file = join(cacheFolder, name);
  const child = startBinding(file);
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  globalThis[startedAhead] = { file, child };
  return child;
}

/** Ends the process that was started ahead where nobody has asked for it. */
export function endAhead() {
  globalThis[startedAhead]?.child.kill();
  globalThis[startedAhead] = undefined;
}

/** What has ended does not say so again to whoever begins to listen. */
function isRunning(child) {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null && !child.killed;
}

function filesOf(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
