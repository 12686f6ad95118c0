import { defineCodes } from './code.ts';

/** Findings about the files that the build writes. */
export const bundleCodes = defineCodes({
  'template-missing': {
    severity: 'error',
    message: '{file} is missing: it is compiled from the definitions and committed.',
    remedy: 'Run `npm run build:solution` and commit what it writes.',
  },
  'template-stale': {
    severity: 'error',
    message: '{file} is not what the sources give: {difference}.',
    remedy: 'Run `npm run build:solution` and commit what it writes.',
  },
  'output-blocked': {
    severity: 'error',
    message: '{file} cannot be written ({reason}). All files are as they were.',
    remedy: 'Remove what stands in its place, or make the folder writable.',
  },
});
