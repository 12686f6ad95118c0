import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inProject, projectRoot } from '../../scripts/testing/project.ts';
import { replaceIn, rule } from './command.ts';

/** A watch in a process of its own. */
function start(command: string, root: string) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/cli.ts', command, '--watch', '--root', root],
    { cwd: projectRoot, env: { ...process.env, NO_COLOR: '1' } },
  );
  let printed = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<number | null>((resolve) => void child.on('close', resolve));
  return {
    /** Waits for a text among what is printed from now on, and gives all up to its end. */
    async see(pattern: RegExp): Promise<string> {
      for (;;) {
        const match = pattern.exec(printed);
        if (match) {
          const seen = printed.slice(0, match.index + match[0].length);
          printed = printed.slice(seen.length);
          return seen;
        }
        await new Promise<void>((resolve) => {
          const listener = (): void => {
            listeners.delete(listener);
            resolve();
          };
          listeners.add(listener);
        });
      }
    },
    async interrupt(): Promise<number | null> {
      child.kill('SIGINT');
      return ended;
    },
    stop: () => void child.kill('SIGKILL'),
  };
}

// There is no Ctrl-C that a process could send on Windows: kill ends the other one at once.
test.skipIf(process.platform === 'win32')(
  'a watch shows a finding, sees it mended, builds again, and ends with 0',
  async () => {
    await inProject(async (root) => {
      const watch = start('build:solution', root);
      try {
        await watch.see(/build:solution: 0 errors in \d+ ms\n[\s\S]*Watching/);
        replaceIn(root, 'solution/fragments/sign_ins.kql', /$/, '| where no_such_column == 1\n');
        const broken = await watch.see(
          /failed: \d+ errors? in \d+ ms after solution\/fragments\/sign_ins\.kql\n/,
        );
        expect(broken).toMatch(/solution\/fragments\/sign_ins\.kql:\d+:\d+ error kql-binding/);

        replaceIn(root, 'solution/fragments/sign_ins.kql', '| where no_such_column == 1\n', '');
        const mended = await watch.see(/0 errors in \d+ ms after solution\/fragments\/sign_ins\.kql\n/);
        expect(mended).not.toContain(' error ');

        replaceIn(root, rule, /^name: /m, 'name: [');
        expect(await watch.see(/failed: .* after analytics-rules\/.*\n/)).toContain('error yaml-');
        replaceIn(root, rule, /^name: \[/m, 'name: ');
        await watch.see(/0 errors in \d+ ms after analytics-rules\/.*\n/);

        replaceIn(root, 'createUiDefinition.json', /$/, ' ');
        replaceIn(root, 'solution/regions.yaml', /$/, '# Nothing new.\n');
        await watch.see(/0 errors in \d+ ms after solution\/regions\.yaml\n/);
        expect(readFileSync(join(root, 'createUiDefinition.json'), 'utf8')).toMatch(/\}\n$/);
        expect(await watch.interrupt()).toBe(0);
      } finally {
        watch.stop();
      }
    });
  },
  // A process that starts anew and builds six times, maybe beside all other tests.
  180_000,
);
