import { defineCodes } from './code.ts';

/** Findings about the files of a pull request to the public content repository. */
export const contributionCodes = defineCodes({
  'contribution-check': {
    severity: 'error',
    message: 'The check "{check}" of the public content repository would refuse this: {reason}.',
    remedy: '{remedy}',
  },
});
