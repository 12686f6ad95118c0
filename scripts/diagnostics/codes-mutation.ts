import { defineCodes } from './code.ts';

/** Findings about faults that are put into rules to see whether their scenarios notice. */
export const mutationCodes = defineCodes({
  'mutant-survived': {
    severity: 'error',
    message: 'No scenario of {rule} notices when "{was}" becomes "{becomes}".',
    remedy:
      'Add a scenario that tells the two apart, leave out what makes no difference, or list the change with its reason in solution/survivors.yaml.',
  },
  'mutant-listed': {
    severity: 'error',
    message: 'This change {what}.',
    remedy: 'Take it off the list, or the rules that notice it.',
  },
});
