import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { describeFault, wantsColors } from './command-line.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { CI: _ci, NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...inherited, ...env },
  });
  return { status, stdout, stderr };
}

describe('the command line', () => {
  it('lists its commands', () => {
    const { status, stdout, stderr } = run(['--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const name of ['build:solution', 'validate', 'version:bump']) expect(stdout).toContain(name);
  });

  it('explains a command', () => {
    const { status, stdout, stderr } = run(['build:solution', '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('--content-only');
    expect(stdout).toContain('npm run build:solution -- --check');
  });

  it('asks which command is meant', () => {
    const { status, stdout, stderr } = run(['validat']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('There is no command "validat". Did you mean validate?');
  });

  it('wants a command', () => {
    const { status, stderr } = run([]);
    expect(status).toBe(2);
    expect(stderr).toContain('Which command?');
  });

  it('asks which option is meant', () => {
    const { status, stdout, stderr } = run(['build:solution', '--chek']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Unknown argument: chek. Did you mean --check?');
  });

  it('takes options only', () => {
    expect(run(['validate', 'analytics-rules']).status).toBe(2);
  });

  it('says where the sources are missing, without a stack trace', () => {
    const { status, stdout, stderr } = run(['validate', '--root', 'no-such-folder']);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^solution\/\S+:1:1 error \S+$/m);
    expect(stdout).not.toMatch(/^\s+at /m);
  });

  it('prints one JSON document and nothing else', () => {
    const { status, stdout, stderr } = run(['validate', '--json', '--root', 'no-such-folder']);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ command: 'validate', ok: false });
  });

  it.skipIf(process.platform === 'win32')('goes on when nobody reads its output any more', () => {
    // The second process ends without reading; the pipe is closed by the time the first one writes.
    const command = '{ sleep 0.2; node scripts/run.mjs --help; echo "ended $?" >&2; } | true';
    const { stderr } = spawnSync('sh', ['-c', command], { cwd: root, encoding: 'utf8' });
    expect(stderr).toBe('ended 0\n');
  });

  it('colours on demand only', () => {
    const args = ['validate', '--root', 'no-such-folder'];
    expect(run(args, { FORCE_COLOR: '1' }).stdout).toContain('\u001b[');
    expect(run(args, { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b[');
    expect(run(args).stdout).not.toContain('\u001b[');
  });
});

describe('a fault of the toolchain', () => {
  it('is told in a sentence, with its stack for those who ask', () => {
    const fault = new Error('the roof leaks');
    const text = describeFault(fault, false);
    expect(text).toMatch(/^internal error: the roof leaks\n.*report/s);
    expect(text).not.toMatch(/^\s+at /m);
    expect(describeFault(fault, true)).toBe(`${text}\n${fault.stack}`);
    expect(describeFault('no error object', false)).toMatch(/^internal error: no error object\n/);
  });
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [false, { CI: 'true' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('colour on a terminal (%s) with %j: %s', (isTerminal, env, expected) => {
  expect(wantsColors(isTerminal, env)).toBe(expected);
});
