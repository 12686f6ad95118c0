import type { CodeDefinition } from '../diagnostics/code.ts';

/** The texts of a code where no finding is at hand: what a finding fills in stands in angle brackets. */
export interface GeneralText {
  readonly message: string;
  readonly remedy: string;
}

export function generalText({ message, remedy }: CodeDefinition): GeneralText {
  // A check of the compiled files brings a remedy of its own with each finding.
  const own = isFilledIn(remedy) ? 'Do what the finding says; each check has its own advice.' : remedy;
  const what = isFilledIn(message) ? 'The finding says what is wrong, in the words of the parser.' : message;
  return { message: withNames(what), remedy: withNames(own) };
}

/** Whether nothing but what a finding fills in is left. */
function isFilledIn(text: string): boolean {
  return /^(?:\{\w+\})+$/.test(text);
}

/** `{hint}` is a question that is only there sometimes. */
function withNames(text: string): string {
  return text.replaceAll('{hint}', '').replace(/\{(\w+)\}/g, '<$1>');
}
