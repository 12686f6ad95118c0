import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { completeLine } from '../authoring/completion.ts';
import { shellScript, shells } from '../authoring/shell-script.ts';
import { registry } from '../diagnostics/registry.ts';
import { suggest } from '../diagnostics/nearest.ts';
import type { AttackTechniquesFile } from '../model/rule.ts';
import { sharedOptions, type Command } from './command.ts';

/**
 * Completion in shells: the script to load, and the answers that it asks for. `commands` is asked later, since
 * this is one of them.
 */
export const completion = (commands: () => readonly Command[]): Command => ({
  name: 'completion',
  summary: 'Print the script that completes commands, options, rules and codes in bash, zsh or fish.',
  positionals: [{ name: 'shell', describe: 'bash, zsh or fish', isRequired: true }],
  options: {
    line: { type: 'string', describe: 'With "words": the line up to the cursor', hidden: true },
  },
  examples: [
    ['bash', 'Print it; load it with: source <(npm run --silent completion -- bash)'],
    ['fish', 'Print it; load it with: npm run --silent completion -- fish | source'],
  ],
  async run(values, output) {
    const wanted = String(values['shell']);
    const text =
      wanted === 'words'
        ? answers(String(values['root']), String(values['line'] ?? ''), commands()).join('\n')
        : scriptOf(wanted, resolve(String(values['root'])));
    if (text === undefined) {
      output.err(`completion: there is no script for ${wanted}.${suggest(wanted, shells)}
See: npm run completion -- --help`);
      return 2;
    }
    const document = { command: 'completion', shell: wanted, text };
    output.out(values['json'] === true ? JSON.stringify(document, null, 2) : text);
    return 0;
  },
});

function scriptOf(name: string, root: string): string | undefined {
  const shell = shells.find((known) => known === name);
  return shell && shellScript(shell, root).trimEnd();
}

function answers(root: string, line: string, commands: readonly Command[]): string[] {
  const known: Readonly<Record<string, () => readonly string[]>> = {
    rule: () => ruleNames(root),
    code: () => Object.keys(registry),
    kind: () => ['rule'],
    tactic: () => tacticsOf(root),
    shell: () => shells,
  };
  return completeLine(line, {
    scripts: scriptNames(root),
    commands: commands.map((command) => ({ ...command, options: { ...command.options, ...sharedOptions } })),
    values: (name) => known[name]?.() ?? [],
  });
}

function scriptNames(root: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  return Object.keys(scripts);
}

function tacticsOf(root: string): string[] {
  const text = readFileSync(join(root, 'solution/attack-techniques.yaml'), 'utf8');
  const { techniques } = parse(text) as AttackTechniquesFile;
  return Object.values(techniques).flat();
}

function ruleNames(root: string): string[] {
  return readdirSync(join(root, 'analytics-rules'))
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.test.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''));
}
