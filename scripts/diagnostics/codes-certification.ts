import { defineCodes } from './code.ts';

/**
 * Findings about the compiled files, as the checks of the field word them. `check` is the name of the
 * check that the finding restates, `path` the place inside the compiled JSON.
 */
export const certificationCodes = defineCodes({
  'arm-ttk': {
    severity: 'error',
    message: 'arm-ttk "{check}" refuses {path}: {reason}.',
    remedy: '{remedy}',
  },
  'arm-ttk-warning': {
    severity: 'warning',
    message: 'arm-ttk "{check}" warns about {path}: {reason}.',
    remedy: '{remedy}',
  },
  'content-validation': {
    severity: 'error',
    message: 'The content validation "{check}" refuses {path}: {reason}.',
    remedy: '{remedy}',
  },
  'template-limit': {
    severity: 'error',
    message: 'The limit "{check}" is passed at {path}: {reason}.',
    remedy: '{remedy}',
  },
});
