import { defineCodes } from './code.ts';

/** Findings about the severities that solution/diagnostics.yaml gives to findings. */
export const severityCodes = defineCodes({
  'severity-unknown-code': {
    severity: 'error',
    message: 'There is no finding "{code}".{hint}',
    remedy: 'Correct the code, or remove the entry; `npm run explain` lists all codes.',
  },
  'severity-twice': {
    severity: 'error',
    message: 'The finding "{code}" is given a severity twice.',
    remedy: 'Keep one of the two entries.',
  },
  'severity-fixed': {
    severity: 'error',
    message: 'The finding "{code}" stays an error: {why}.',
    remedy: 'Remove the entry, and mend what the finding is about.',
  },
});
