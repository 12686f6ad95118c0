import { createColors } from 'picocolors';
import { linkTitles, type Finding } from './finding.ts';
import type { Answered } from './questions.ts';

/** The findings for people, and under them the answers. */
export function doctorText(
  findings: readonly Finding[],
  answers: readonly Answered[],
  hasColors: boolean,
): string {
  const { bold, dim, green, red, yellow } = createColors(hasColors);
  const signs = {
    ok: green('ok     '),
    broken: red('BROKEN '),
    skipped: yellow('skipped'),
    unknown: dim('-      '),
  };
  const width = Math.max(...Object.values(linkTitles).map((title) => title.length));
  const indent = ' '.repeat(width + 'skipped'.length + 4);
  const links = findings.map(({ link, state, found, remedy, code, notes = [] }) =>
    [
      `${signs[state]}  ${linkTitles[link].padEnd(width)}  ${state === 'unknown' ? dim(found) : found}`,
      ...(remedy === undefined ? [] : [`${indent}What to do: ${remedy}`]),
      ...(code === undefined ? [] : [`${indent}Diagnosis: ${code}`]),
      ...notes.map((note) => `${indent}Note: ${note}`),
    ].join('\n'),
  );
  const questions = answers.map(({ question, answer }) => `${bold(question)}\n  ${answer}`);
  return `${links.join('\n')}\n\n${questions.join('\n')}\n\n${verdict(findings)}`;
}

function verdict(findings: readonly Finding[]): string {
  const cause = findings.find(({ state }) => state === 'broken');
  return cause ? `doctor: the first broken link is ${linkTitles[cause.link]}.` : 'doctor: no link is broken.';
}
