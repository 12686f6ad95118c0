import { parse } from 'yaml';
import type { ContributionCheck, Subject } from '../check.ts';
import { pathsLike } from '../tree.ts';

export const jsonSyntax = syntax('JSON syntax', '.script/jsonFileValidator.ts', /\.json$/, JSON.parse);

export const yamlSyntax = syntax('YAML syntax', '.script/yamlFileValidator.ts', /\.ya?ml$/, parse);

function syntax(
  name: string,
  source: string,
  pattern: RegExp,
  read: (text: string) => unknown,
): ContributionCheck {
  return {
    name,
    source,
    remedy: 'The file is written by the tools; report this as a fault of theirs.',
    *run({ tree }: Subject) {
      for (const file of pathsLike(tree, pattern)) {
        try {
          read(tree.texts.get(file) ?? '');
        } catch (error) {
          yield { file, reason: `it cannot be read: ${String((error as Error).message).split('\n')[0]}` };
        }
      }
    },
  };
}
