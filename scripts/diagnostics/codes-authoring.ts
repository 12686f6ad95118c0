import { defineCodes } from './code.ts';

/** Findings about what authors add: layout, new rules, scenarios of rules, notes of changes. */
export const authoringCodes = defineCodes({
  'format-differs': {
    severity: 'error',
    message: 'The layout differs from here on; the line should be {expected}.',
    remedy: 'Run `npm run format`.',
  },
  'format-unreadable': {
    severity: 'error',
    message: 'The file cannot be laid out: {reason}.',
    remedy: 'Mend the syntax at the place marked.',
  },
  'author-name-form': {
    severity: 'error',
    message: '"{name}" is no name for a file of definitions: {reason}.',
    remedy: 'Use lower-case words joined by dashes, such as vault-export, of at most 80 characters.',
  },
  'author-name-taken': {
    severity: 'error',
    message: 'The {kind} {name} is there already.',
    remedy: 'Choose another name, or change what is there.',
  },
  'author-tactic-unknown': {
    severity: 'error',
    message: 'No technique is listed for the tactic {tactic}.{hint}',
    remedy: 'Name a tactic of this file, or add a technique for it.',
  },
  'scenario-rule-missing': {
    severity: 'error',
    message: 'These are scenarios of the rule {name}, which is not there.',
    remedy: 'Give the file the name of its rule, followed by .test.yaml.',
  },
  'change-note-text': {
    severity: 'error',
    message: 'The text of the note {reason}.',
    remedy: 'Write whole sentences on one line, without |: they go into a table of the release notes.',
  },
});
