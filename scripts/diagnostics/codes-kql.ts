import { defineCodes } from './code.ts';

/** Findings about queries: what the binder says, and what our own checks add. */
export const kqlCodes = defineCodes({
  'kql-binding': {
    severity: 'error',
    message: '{message}{hint}',
    remedy: 'Correct the query; names are told by their exact letters.',
  },
  'kql-ascii': {
    severity: 'error',
    message: 'The character {character} stands in a query; queries are plain ASCII.',
    remedy: 'Replace the character.',
  },
  'kql-event-kind': {
    severity: 'error',
    message: 'The kind of a row is read from log_source alone, which is not reliable on every connector.',
    remedy: 'Tell kinds by their shape: invoke audit_events(), sign_ins() or item_usages().',
  },
  'kql-session-address': {
    severity: 'error',
    message: 'The address of an audit event is session.ip; session.ip_address does not exist.',
    remedy: 'Read session.ip.',
  },
  'kql-term-search': {
    severity: 'error',
    message: 'The code in {column} is looked for with {operator}, which searches for terms.',
    remedy: 'Compare codes with ==, !=, in or !in.',
  },
  'kql-join-kind': {
    severity: 'error',
    message: 'The join does not say its kind; by default it keeps one arbitrary left row for each key.',
    remedy: 'Write join kind=inner, or the kind that is meant.',
  },
  'kql-join-suffix': {
    severity: 'error',
    message: 'The result column {name} is the copy of {base} that a join made.',
    remedy: 'Give the column a name of its own, or project it away.',
  },
  'kql-address-comparison': {
    severity: 'error',
    message: 'Two email addresses are compared ({left} {operator} {right}): two missing ones would be equal.',
    remedy: 'Compare the UUIDs of the two people.',
  },
  'kql-literal': {
    severity: 'error',
    message: 'The value {text} stands in the midst of the query.',
    remedy: 'Give it a name with let at the top of the query, with a comment that says what it is for.',
  },
  'kql-frequency': {
    severity: 'error',
    message: 'The query works with a frequency of {constant}, but the rule runs every {frequency}.',
    remedy: 'Make the let statement and queryFrequency agree.',
  },
  'kql-vocabulary': {
    severity: 'error',
    message: 'The code "{value}" of {column} is not known.{hint}',
    remedy: 'Correct the code; a new one is added to solution/vocabulary.yaml.',
  },
  'kql-watchlist': {
    severity: 'error',
    message: 'The watchlist {alias} is not shipped with the solution.{hint}',
    remedy: 'Use one of: {known}.',
  },
  'kql-wildcard': {
    severity: 'error',
    message: 'The query reads every table: {text}.',
    remedy: 'Name the tables.',
  },
  'kql-arrival': {
    severity: 'error',
    message: 'The query does not select rows by their arrival: it lacks {call}.',
    remedy: 'Use ingestion_time() > ago(frequency) and ingestion_time() <= now(), or invoke newly_arrived().',
  },
  'kql-duplicates': {
    severity: 'error',
    message: 'The query does not look at uuid_s, so an event that came twice counts twice.',
    remedy: 'Invoke first_copies(), audit_events(), sign_ins() or item_usages().',
  },
  'kql-transform-column': {
    severity: 'error',
    message: 'The transformation yields the column {name} {actual}; the table has it as {type}.',
    remedy: 'Let every column of the stream pass, and set TimeGenerated to a datetime.',
  },
});
