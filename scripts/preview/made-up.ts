/**
 * Made-up values for columns of a query, told by the columns' names. Addresses are those that RFC 5737 and
 * RFC 2606 keep free for examples; the people do not exist.
 */
import type { Random } from './random.ts';

/** People who do not exist. */
export const people = [
  'Amal Haddad',
  'Bruno Keller',
  'Chen Wei',
  'Dana Novak',
  'Elif Demir',
  'Femi Adeyemi',
  'Grace Lin',
  'Hugo Martin',
  'Ines Costa',
  'Jonas Berg',
  'Kavya Rao',
  'Luca Romano',
];

export interface Place {
  readonly city: string;
  readonly region: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Where the made-up people are, from the most frequent place on. */
export const places: readonly Place[] = [
  { city: 'Toronto', region: 'Ontario', country: 'Canada', latitude: 43.7, longitude: -79.4 },
  { city: 'Berlin', region: 'Berlin', country: 'Germany', latitude: 52.5, longitude: 13.4 },
  { city: 'San Diego', region: 'California', country: 'United States', latitude: 32.7, longitude: -117.2 },
  { city: 'Osaka', region: 'Osaka', country: 'Japan', latitude: 34.7, longitude: 135.5 },
  { city: 'Nairobi', region: 'Nairobi', country: 'Kenya', latitude: -1.3, longitude: 36.8 },
  { city: 'Recife', region: 'Pernambuco', country: 'Brazil', latitude: -8.1, longitude: -34.9 },
  { city: 'Pune', region: 'Maharashtra', country: 'India', latitude: 18.5, longitude: 73.9 },
  { city: 'Perth', region: 'Western Australia', country: 'Australia', latitude: -31.9, longitude: 115.9 },
  { city: 'Accra', region: 'Greater Accra', country: 'Ghana', latitude: 5.6, longitude: -0.2 },
];

/** Actions of audit events with the object of each. */
const auditActions: readonly (readonly [string, string])[] = [
  ['join', 'gm'],
  ['grant', 'uva'],
  ['activate', 'user'],
  ['share', 'item'],
  ['update', 'gva'],
  ['create', 'device'],
  ['suspend', 'user'],
  ['revoke', 'uva'],
];

/** The first name that fits decides; a column that none fits holds numbers. */
const vocabularies: readonly (readonly [RegExp, (row: number) => string])[] = [
  [/email|^by$/i, (row) => `${pick(people, row).toLowerCase().replace(' ', '.')}@example.com`],
  [/uuid|key$|^(?:\w+ ?)?id$|^(?:vault|item|account|with|examples)$/i, identifier],
  [/person$|^actortitle$|^actorname$|^name$|^user$|^member$|^who$/i, (row) => pick(people, row)],
  [/^(?:\w*ip|\w*ipaddr|(?:ip )?address)$/i, address],
  [/^country$|^place$/i, (row) => pick(places, row).country],
  [/^region$/i, (row) => pick(places, row).region],
  [/^city$/i, (row) => pick(places, row).city],
  [/^first|^since$/i, (row) => moment(row).replace('2026-11', '2026-10')],
  [/seen$|^time|timestamp$|generated$|^(?:when|arrival|event|updated|changed|run)$|^last|date$/i, moment],
  [/^(?:week)?day$/i, (row) => pick(weekdays, row)],
  // The rows that are seen are those of the morning and the early afternoon.
  [/^hour$/i, (row) => String((row + firstHour) % 24).padStart(2, '0')],
  [/^release$/i, listed(['15.1', '24H2', '18.1', '15', '24.04'])],
  [
    /version$|^series$|^mostused$/i,
    listed(['8.10.60', '8.10.58', '8.10.56', '8.10.48', '8.10.36', '7.9.11']),
  ],
  [
    /^app$|application|^client$/i,
    listed([
      '1Password for Mac',
      '1Password Browser Extension',
      '1Password for Windows',
      '1Password for iOS',
    ]),
  ],
  [/platform|device|browser/i, listed(['Chrome', 'Mac', 'Edge', 'iPhone', 'Firefox', 'Android'])],
  [/^system$|^os|operating/i, listed(['macOS 15', 'Windows 11', 'iOS 18', 'Android 15', 'Ubuntu 24'])],
  [/^stream$/i, listed(['signinattempts', 'itemusages', 'auditevents'])],
  [/^kind$|log_?source|^source$|^expected$/i, listed(['Sign-in attempts', 'Item usages', 'Audit events'])],
  [/^outcome$/i, listed(['success', 'failed', 'failed', 'blocked', 'failed'])],
  [/category/i, listed(['success', 'credentials_failed', 'mfa_failed', 'firewall_failed', 'sso_failed'])],
  [
    /action_?type|detail/i,
    listed(['credentials_ok', 'password_secret_bad', 'totp_bad', 'ip_blocked', 'non_sso_user']),
  ],
  [
    /reason/i,
    listed(['password_secret_bad', 'totp_bad', 'ip_blocked', 'non_sso_user', 'modern_version_old']),
  ],
  [/object_?type|^object$/i, listed(auditActions.map(([, object]) => object))],
  [/^action$|^what$/i, listed(['fill', 'reveal', 'secure-copy', 'share', 'export', 'other'])],
  [/^column$/i, listed(['action', 'category', 'object_type'])],
  [/^code$/i, listed(['new_action', 'new_outcome', 'new_object'])],
  [/type$/i, listed(['user', 'group', 'vault'])],
  [/severity/i, listed(['High', 'Medium', 'Low', 'Informational'])],
  [/^status$/i, listed(['New', 'Active', 'Closed'])],
  [/state$|health/i, listed(['ok'])],
  [/^enabled$/i, listed(['Yes'])],
  [/^link$/i, listed(['Open'])],
  [/message|description|hint|note|explanation/i, listed(['as expected'])],
  [/operation/i, listed(['Data fetch'])],
  [
    /rule|title|^alert(?:name)?$/i,
    listed(['Vault export', 'Manual account creation', 'Successful anomalous sign-in']),
  ],
  [/^incident$/i, (row) => `#${1042 - row * 3}`],
  [/group/i, listed(['Owners', 'Administrators', 'Security', 'Recovery'])],
];

export const firstHour = 8;

/**
 * `rows` values of a column as texts; undefined where the column holds numbers. What an action, an object or
 * a kind is, the other columns say.
 */
export function madeUpTexts(
  column: string,
  rows: number,
  columns: readonly string[] = [],
): string[] | undefined {
  const make =
    statusColumn(column, columns) ??
    auditColumn(column, columns) ??
    vocabularies.find(([name]) => name.test(column))?.[1];
  return make && Array.from({ length: rows }, (_, row) => make(row));
}

/** Columns about a stream of the connector: here everything is well. */
function statusColumn(column: string, columns: readonly string[]): ((row: number) => string) | undefined {
  if (!columns.includes('Stream')) return undefined;
  if (column === 'Outcome') return () => 'ok';
  return column === 'Reason' || column === 'Diagnosis' ? () => '' : undefined;
}

/** Columns of audit events where they stand together: an action, the kind of its object, the object's id. */
function auditColumn(column: string, columns: readonly string[]): ((row: number) => string) | undefined {
  const names = new Set(columns.map((name) => name.toLowerCase()));
  const hasKind = names.has('action') && names.has('kind');
  if (!hasKind && !(names.has('action') && (names.has('object') || names.has('object_type'))))
    return undefined;
  if (/^action$/i.test(column)) return listed(auditActions.map(([action]) => action));
  if (hasKind && /^kind$/i.test(column)) return listed(auditActions.map(([, object]) => object));
  return hasKind && /^object$/i.test(column) ? identifier : undefined;
}

/** The different texts of a column, at most `limit`: the series of a chart. */
export function madeUpSeries(column: string, limit: number): string[] {
  const texts = madeUpTexts(column, 12) ?? ['Events'];
  return [...new Set(texts)].slice(0, limit);
}

/** Numbers that fall from row to row, as a ranking has them; few in columns of what seldom happens. */
export function madeUpRanking(random: Random, rows: number, column = ''): number[] {
  if (seldom.test(column))
    return Array.from({ length: rows }, (_, row) => Math.floor((random() * 12) / (row + 1)));
  const top = 60 + Math.floor(random() * 240);
  return Array.from({ length: rows }, (_, row) => Math.max(1, Math.round(top * 0.72 ** row + random() * 4)));
}

/** How busy an hour of a day of the week (0 is Monday) is. */
export function madeUpActivity(random: Random, day: number, hour: number): number {
  const usual = Math.max(0, 22 - Math.abs(hour - 13) * 3);
  return Math.round(usual * (day >= 5 ? 0.2 : 1) * (0.6 + random()));
}

const seldom = /unsuccess|fail|refus|block|error|^late|missing|export|other|incident|alert|dead|unseen/i;

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function pick<T>(list: readonly T[], row: number): T {
  const value = list[row % list.length];
  if (value === undefined) throw new TypeError('The list is empty.');
  return value;
}

function listed(values: readonly string[]): (row: number) => string {
  return (row) => pick(values, row);
}

function address(row: number): string {
  return `${pick(['203.0.113', '198.51.100', '192.0.2'], row)}.${((row * 37) % 200) + 7}`;
}

/** Half a working day between one row and the next. */
function moment(row: number): string {
  const day = 20 - Math.floor(row / 2);
  const hour = row % 2 === 0 ? '14:25' : '09:40';
  return `2026-11-${String(Math.max(1, day)).padStart(2, '0')} ${hour}`;
}

/** 26 letters and digits of base 32, as 1Password's ids have them. */
function identifier(row: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  return Array.from({ length: 26 }, (_, at) => alphabet[(row * 11 + at * at * 7 + at * 5) % 32]).join('');
}
