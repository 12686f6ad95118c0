import type { Readable, Writable } from 'node:stream';
import { Declined, type Questions } from './questions.ts';

/** As many choices as are shown at once; longer lists can be searched. */
const shownChoices = 10;

/** Where questions are shown and answered. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Questions on standard error, so that standard output holds results alone. */
export function terminalQuestions(
  terminal: Terminal = { input: process.stdin, output: process.stderr },
): Questions {
  return {
    choose: (message, choices) =>
      ask(({ select, autocomplete }) => {
        const options = choices.map((choice) => ({ ...choice }));
        return options.length > shownChoices
          ? autocomplete<string>({ message, options, maxItems: shownChoices, ...terminal })
          : select<string>({ message, options, ...terminal });
      }),
    confirm: (message) => ask(({ confirm }) => confirm({ message, initialValue: false, ...terminal })),
    secret: (message, judge) =>
      ask(({ password }) =>
        password({ message, mask: '', validate: (value) => judge(value ?? ''), ...terminal }),
      ),
  };
}

type Clack = typeof import('@clack/prompts');

/** The answer. Throws `Declined` where the person leaves instead. */
async function ask<T>(question: (clack: Clack) => Promise<T>): Promise<Exclude<T, symbol>> {
  // Loaded here: most runs ask nothing.
  const answer = await question(await import('@clack/prompts'));
  if (typeof answer === 'symbol') throw new Declined();
  return answer as Exclude<T, symbol>;
}
