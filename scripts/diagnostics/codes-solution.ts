import { defineCodes } from './code.ts';

/** Findings about the facts of the solution: its texts, table, vocabulary, watchlist, logo, page and versions. */
export const solutionCodes = defineCodes({
  'text-ascii': {
    severity: 'error',
    message: 'The character {character} stands here; content is plain ASCII.',
    remedy: 'Replace the character.',
  },
  'text-branding': {
    severity: 'error',
    message: 'The product is called Microsoft Sentinel; here stands "{found}".',
    remedy: 'Write "Microsoft Sentinel" in full.',
  },
  'text-unfinished': {
    severity: 'error',
    message: 'The text is not finished: it holds "{found}".',
    remedy: 'Write what is meant in place of it.',
  },
  'text-link': {
    severity: 'error',
    message: 'The link {link} {reason}.',
    remedy: 'Use an https address without a language in its path.',
  },
  'solution-date': {
    severity: 'error',
    message: 'The date {date} {reason}.',
    remedy: 'Correct the date (YYYY-MM-DD).',
  },
  'solution-list-missing': {
    severity: 'error',
    message: 'The list names "{name}", but there is no {file}.',
    remedy: 'Correct the name or add the file.',
  },
  'solution-list-unlisted': {
    severity: 'error',
    message: 'The solution does not list "{name}".',
    remedy: 'Add "{name}" to {list} in solution/solution.yaml; the order there is that of the package.',
  },
  'table-column-twice': {
    severity: 'error',
    message: 'The column "{name}" is defined twice (letter case does not tell columns apart).',
    remedy: 'Remove one of the two.',
  },
  'table-column-published': {
    severity: 'error',
    message: 'The published column {name} of type {type} {reason}.',
    remedy: 'Restore it: tables that exist cannot change, and content reads the column.',
  },
  'table-name': {
    severity: 'error',
    message: 'The {what} is {value}, but must be {wanted}.',
    remedy: 'Restore it: rules, workbook and connector rely on it.',
  },
  'vocabulary-code': {
    severity: 'error',
    message: 'The code "{code}" {reason}.',
    remedy: 'Keep each code once, in the list where it belongs.',
  },
  'watchlist-header': {
    severity: 'error',
    message: 'The header is {found}, but must be {wanted}.',
    remedy: 'Restore the header: rules and workbook rely on these columns.',
  },
  'watchlist-search-key': {
    severity: 'error',
    message: 'The search key "{key}" is no column of the watchlist.{hint}',
    remedy: 'Name one of: {known}.',
  },
  'watchlist-name': {
    severity: 'error',
    message: 'The {what} is "{value}"; all names of the watchlist must be {wanted}.',
    remedy:
      'Use the same name in all places: the resource, rules and documentation know the watchlist by it.',
  },
  'watchlist-row': {
    severity: 'error',
    message: 'The row {reason}.',
    remedy: 'Correct the row.',
  },
  'watchlist-size': {
    severity: 'error',
    message: 'The {what} has {size} {unit}; a watchlist takes at most {limit}.',
    remedy: 'Shorten it.',
  },
  'watchlist-match': {
    severity: 'error',
    message: 'The UUID "{uuid}" could be that of a group or vault of a customer.',
    remedy: 'Ship only rows that match nothing, such as one whose UUID holds a hyphen.',
  },
  'logo-form': {
    severity: 'error',
    message: 'The logo is no well-formed SVG: {reason}.',
    remedy: 'Mend the drawing.',
  },
  'logo-size': {
    severity: 'error',
    message: 'The logo has {bytes} bytes; Content Hub takes {limit}.',
    remedy: 'Simplify the drawing.',
  },
  'logo-forbidden': {
    severity: 'error',
    message: 'The logo holds {what}, which Content Hub does not take.',
    remedy: 'Remove it; write colours and sizes as plain attributes.',
  },
  'logo-reference': {
    severity: 'error',
    message: 'The logo refers to something outside itself: {reference}.',
    remedy: 'Draw it within the logo, or refer to an id of it.',
  },
  'logo-id': {
    severity: 'error',
    message: 'The id "{id}" {reason}.',
    remedy: 'Give it a new GUID, or remove it.',
  },
  'connector-permissions': {
    severity: 'error',
    message: 'The permissions {reason}.',
    remedy: 'Restore the entry to the letter; it is compared when the connector is published.',
  },
  'connector-name': {
    severity: 'error',
    message: 'The {what} is "{value}", but must be {wanted}.',
    remedy: 'Restore it: rules, workbook and customers know the connector by it.',
  },
  'connector-instructions': {
    severity: 'error',
    message: 'No step holds {what}.',
    remedy: 'Add it: the page is how customers deploy the connector.',
  },
  'release-notes-form': {
    severity: 'error',
    message: 'The release notes are no table as Content Hub shows it: {reason}.',
    remedy: 'Write a row of version, date (DD-MM-YYYY) and changes; the newest version first.',
  },
  'release-notes-version': {
    severity: 'error',
    message: 'The first row is about version {found}, but the solution has version {version}.',
    remedy: 'Add a row for version {version} on top.',
  },
  'version-not-raised': {
    severity: 'error',
    message: 'The {kind} {name} was changed, but its version is still {version}.',
    remedy: 'Run `npm run version:bump`.',
  },
  'version-lowered': {
    severity: 'error',
    message: 'The version of the {kind} {name} is {version}; it was {locked} before.',
    remedy: 'Raise the version above {locked}.',
  },
  'version-unlocked': {
    severity: 'error',
    message: 'The {kind} {name} is not in solution/versions.lock.yaml.',
    remedy: 'Run `npm run version:bump`.',
  },
  'version-id-changed': {
    severity: 'error',
    message: 'The {kind} {name} had the id {locked}.',
    remedy: 'Restore the id: with another one customers get a second copy instead of an update.',
  },
  'version-removed': {
    severity: 'error',
    message: 'The {kind} {name} with the id {id} is gone.',
    remedy: 'Restore it, or remove its entry here if it is meant to go.',
  },
});
