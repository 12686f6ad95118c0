import { defineCodes } from './code.ts';

/** Findings about analytics rules beyond the shape of their files. */
export const ruleCodes = defineCodes({
  'rule-duplicate': {
    severity: 'error',
    message: 'The {what} "{value}" is already that of {other}.',
    remedy: 'Give each rule an {what} of its own; a new rule needs a new GUID.',
  },
  'rule-title-prefix': {
    severity: 'error',
    message: 'The {what} does not begin with "{prefix}".',
    remedy: 'Begin it with "{prefix}": the workbook finds alerts and incidents by it.',
  },
  'rule-name-style': {
    severity: 'warning',
    message: 'The name {reason}.',
    remedy: 'Write the name as a short phrase in sentence case that says what was seen.',
  },
  'rule-description-style': {
    severity: 'warning',
    message: 'The description {reason}.',
    remedy: 'Begin with "Identifies" or "This query searches for" and keep to five sentences.',
  },
  'rule-schedule': {
    severity: 'error',
    message: 'The {what} is {value}, but {reason}.',
    remedy: 'Change the duration; Microsoft Sentinel refuses the rule as it is.',
  },
  'rule-technique-unknown': {
    severity: 'error',
    message: 'The technique {technique} is not known.{hint}',
    remedy: 'Use a technique listed in solution/attack-techniques.yaml.',
  },
  'rule-technique-tactic': {
    severity: 'error',
    message:
      'The technique {technique} belongs to {tactics}, none of which is among the tactics of the rule.',
    remedy: 'Add one of these tactics, or remove the technique.',
  },
  'rule-tactic-uncovered': {
    severity: 'error',
    message: 'No technique of the rule belongs to the tactic {tactic}.',
    remedy: 'Remove the tactic, or add a technique that belongs to it.',
  },
  'rule-connector-unknown': {
    severity: 'error',
    message: 'There is no data connector "{id}".{hint}',
    remedy: 'Name one of: {known}.',
  },
  'rule-connector-missing': {
    severity: 'error',
    message: 'The connector "{id}" is not among the required data connectors.',
    remedy: 'Add it: customers who use that connector would see the rule as lacking its data.',
  },
  'rule-data-type-unknown': {
    severity: 'error',
    message: 'The connector does not fill a table "{name}".{hint}',
    remedy: 'Name the table {table}.',
  },
  'rule-entity-type-unknown': {
    severity: 'error',
    message: 'There is no entity type "{type}".{hint}',
    remedy: 'Use one of: {known}.',
  },
  'rule-entity-identifier': {
    severity: 'error',
    message: 'An entity of type {type} has no identifier "{identifier}".{hint}',
    remedy: 'Use one of: {known}.',
  },
  'rule-entity-identifier-twice': {
    severity: 'error',
    message: 'The identifier {identifier} is mapped twice.',
    remedy: 'Keep one of the two, or make a second mapping for another entity.',
  },
  'rule-entity-required': {
    severity: 'error',
    message: 'The mapping cannot identify an entity of type {type}.',
    remedy: 'Map at least {required}.',
  },
  'rule-column-unknown': {
    severity: 'error',
    message: 'The query has no result column "{name}".{hint}',
    remedy: 'Name a column that the query projects, or add it to its last project.',
  },
  'rule-column-type': {
    severity: 'error',
    message: 'The column {name} is of type {type}; {use} needs {wanted}.',
    remedy: 'Cast the column in the query, for instance by tostring().',
  },
  'rule-result-type': {
    severity: 'error',
    message: 'The result column {name} is of type {type}; in all rules it is of type {wanted}.',
    remedy: 'Cast the column, or give it a name of its own.',
  },
  'rule-detail-missing': {
    severity: 'warning',
    message: 'The column {name} is a result of the query but not among the custom details.',
    remedy: 'Add it to customDetails: whoever looks at the alert needs it.',
  },
  'rule-placeholder-syntax': {
    severity: 'error',
    message: 'The placeholder "{placeholder}" is not of the form {form}.',
    remedy: 'Write the name of a column between two pairs of braces, without blanks.',
  },
  'rule-placeholder-count': {
    severity: 'error',
    message: 'The text has {count} placeholders; at most {limit} are filled.',
    remedy: 'Remove some, or put several values together in one column of the query.',
  },
  'rule-event-grouping': {
    severity: 'error',
    message: 'The {what} comes from a row, but one alert stands for all rows.',
    remedy: 'Set eventGroupingSettings.aggregationKind to AlertPerResult.',
  },
  'rule-severity-value': {
    severity: 'error',
    message: 'The text "{value}" in the value of AlertSeverity is no severity.',
    remedy: 'Write {wanted}: severities are told by their exact letters.',
  },
  'rule-grouping': {
    severity: 'error',
    message: 'The incident grouping cannot work: {reason}.',
    remedy: 'Make matchingMethod and the groupBy lists fit each other and the rest of the rule.',
  },
  'rule-query-form': {
    severity: 'error',
    message: 'The query is not written as literal block text.',
    remedy: 'Begin it with "query: |" and indent it by two blanks.',
  },
  'rule-query-blank-line': {
    severity: 'error',
    message: 'An empty line stands within the query; the portal runs the two halves as two queries.',
    remedy: 'Remove the line, or begin it with //.',
  },
  'rule-query-length': {
    severity: 'error',
    message: 'With its fragments the query has {length} characters; Microsoft Sentinel takes {limit}.',
    remedy: 'Shorten the query.',
  },
  'rule-query-long': {
    severity: 'warning',
    message:
      'With its fragments and without comments the query has {length} characters; {limit} are the aim.',
    remedy: 'Shorten the query, or split the rule.',
  },
});
