import { defineCodes } from './code.ts';

/** Findings about the workbook's definition. */
export const workbookCodes = defineCodes({
  'workbook-file-missing': {
    severity: 'error',
    message: 'The workbook lists the file "{file}", which does not exist beside it.',
    remedy: 'Create the file, or take it from the list.',
  },
  'workbook-file-unlisted': {
    severity: 'error',
    message: 'The file belongs to no workbook: {manifest} does not list it.',
    remedy: 'List the file in {manifest}, or remove it.',
  },
  'workbook-tab-default': {
    severity: 'error',
    message: 'The parameter "{name}" begins with "{value}", but the first tab is "{tab}".',
    remedy: 'Give it the default "{tab}", or nothing is shown when the workbook opens.',
  },
  'workbook-name-duplicate': {
    severity: 'error',
    message: 'The {kind} "{name}" stands twice; the other one is in {other}.',
    remedy: 'Give one of the two another name.',
  },
  'workbook-parameter-unused': {
    severity: 'error',
    message: 'The parameter "{name}" is shown, but nothing uses it.',
    remedy: 'Use the parameter in a query, text or condition, or remove it.',
  },
  'workbook-parameter-undefined': {
    severity: 'error',
    message: 'There is no parameter "{name}".{hint}',
    remedy: 'Define the parameter, or correct its name.',
  },
  'workbook-parameter-scope': {
    severity: 'error',
    message: 'The parameter "{name}" is defined inside "{group}" and cannot be seen from here.',
    remedy: 'Define the parameter above the tabs, or move what uses it.',
  },
  'workbook-parameter-default': {
    severity: 'error',
    message: 'The default "{value}" of the parameter "{name}" is none of its values.',
    remedy: 'Use one of: {known}.',
  },
  'workbook-click-target': {
    severity: 'error',
    message: 'A click sets the parameter "{name}", which is not a text parameter above the tabs.',
    remedy: 'Define it as hidden text above the tabs, so that every tab can read it.',
  },
  'workbook-reference-format': {
    severity: 'error',
    message: 'The parameter "{name}" has no form ":{format}".',
    remedy: 'Use one of: {known}.',
  },
  'workbook-reference-unsafe': {
    severity: 'error',
    message: 'The value of "{name}" can break the query: {sample} changes its structure.',
    remedy: 'Write "{reference}" between double quotes.',
  },
  'workbook-query-binding': {
    severity: 'error',
    message: 'The query is not valid: {problem}',
    remedy: 'Correct the query; parameters were filled with {sample}.',
  },
  'workbook-query-ascii': {
    severity: 'error',
    message: 'The query holds the character "{character}", which is not ASCII.',
    remedy: 'Write it as an escape (\\uXXXX), or use another character.',
  },
  'workbook-query-time': {
    severity: 'error',
    message: 'The query does not select by the time range.',
    remedy: 'Add the step: where {column} {reference}',
  },
  'workbook-column-unknown': {
    severity: 'error',
    message: 'The query has no column "{column}".{hint}',
    remedy: 'Use one of the columns of the result: {known}.',
  },
  'workbook-chart-points': {
    severity: 'error',
    message:
      'The points of the chart, column "{column}", do not follow the time range: there can be too many.',
    remedy: 'Make them with bin({column}, chart_grain), or with startofday({column}).',
  },
  'workbook-table-optional': {
    severity: 'error',
    message: 'Not every workspace has {table}; without it the item would show an error.',
    remedy: 'Read it by union isfuzzy=true, together with an empty datatable that has the columns used.',
  },
  'workbook-row-width': {
    severity: 'error',
    message: 'The item does not fit beside the one before it: the row would be {total} percent wide.',
    remedy: 'Let the widths of a row sum to 100.',
  },
  'workbook-guid': {
    severity: 'error',
    message: 'The text holds the id {guid}: it would be the same for every customer.',
    remedy: 'Use a parameter instead.',
  },
  'workbook-email': {
    severity: 'error',
    message: 'The text holds the e-mail address {email}.',
    remedy: 'Remove the address.',
  },
  'workbook-external-link': {
    severity: 'error',
    message: 'The text refers to {host}, which is no documentation of 1Password or Microsoft.',
    remedy: 'Refer to one of: {known}.',
  },
  'workbook-promise-unkept': {
    severity: 'error',
    message: 'No item keeps the promise "{promise}".',
    remedy: 'Name at least one item of the tab {tab} for it.',
  },
  'workbook-promise-item': {
    severity: 'error',
    message: 'The promise "{promise}" names "{item}", which is no item of the tab {tab}.{hint}',
    remedy: 'Name an item of that tab.',
  },
});
