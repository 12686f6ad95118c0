import { defineCodes } from './code.ts';

/** Findings about scenarios of rules, and rules that do not do what their scenarios expect. */
export const scenarioCodes = defineCodes({
  'scenario-file-missing': {
    severity: 'error',
    message: 'The rule has no scenarios.',
    remedy: 'Write {file}; docs/writing-rules.md tells how.',
  },
  'scenario-name-twice': {
    severity: 'error',
    message: 'Two scenarios have the name "{name}".',
    remedy: 'Give each scenario a name of its own; reports tell them apart by it.',
  },
  'scenario-cast-unknown': {
    severity: 'error',
    message: 'There is no {what} {name} in the cast.{hint}',
    remedy: 'Name one of the usual cast, or add it under people, vaults or groups of the file.',
  },
  'scenario-field': {
    severity: 'error',
    message: 'An event of kind {kind} has no place for {key}.',
    remedy: 'Use {known}, or write the column of the table out.',
  },
  'scenario-arrival': {
    severity: 'error',
    message: 'The event arrives at {arrives}, before it happens at {at}.',
    remedy: 'Let it arrive later, or leave arrives out: it is then stored a minute after it happened.',
  },
  'scenario-constant-unknown': {
    severity: 'error',
    message: 'The query has no constant {name}.{hint}',
    remedy: 'Name a constant that a let statement of the query or of its fragments defines.',
  },
  'scenario-expectation': {
    severity: 'error',
    message: 'The scenario {what}.',
    remedy: 'Give it expect for one run, or runs for several.',
  },
  'scenario-result-unknown': {
    severity: 'error',
    message: 'The rule has no {what} {name}.{hint}',
    remedy:
      'Name one that the rule has: columns of its query, keys of customDetails, types of entityMappings.',
  },
  'scenario-common-unknown': {
    severity: 'error',
    message: 'There is no common scenario {name}.{hint}',
    remedy: 'Name one that `npm run test:rules -- --rule {rule}` lists, or all.',
  },
  'scenario-positive-missing': {
    severity: 'error',
    message: 'No scenario expects rows of one run, so that no common scenarios can be made.',
    remedy:
      'Let the first scenario show the smallest match, with the rows that it leads to; or say under common why none apply.',
  },
  'scenario-query': {
    severity: 'error',
    message: 'The query of the rule cannot be run: {reason}.',
    remedy: 'Mend the query at the place marked; `npm run validate` tells more.',
  },
  'scenario-failed': {
    severity: 'error',
    message: '{scenario}: {what}',
    remedy:
      'Mend the rule, or what the scenario expects. `npm run test:rules -- --rule {rule} --show` shows all alerts.',
  },
});
