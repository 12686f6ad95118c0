/**
 * CSV as the portal of Log Analytics exports it: the name of a column of times says which zone they are in,
 * `TimeGenerated [UTC]`, and times are written as in the United States.
 */
const marked = /^(.*\S)\s+\[([^\]]+)\]$/;

export interface MarkedName {
  readonly name: string;
  readonly zone: string;
}

/** Name and zone of a column whose header has a mark. */
export function readMarkedName(header: string): MarkedName | undefined {
  const [, name, zone] = marked.exec(header) ?? [];
  return name === undefined || zone === undefined ? undefined : { name, zone };
}

const form = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),?\s+(\d{1,2}):(\d{2}):(\d{2})(\.\d{1,9})?\s+([AP])M$/i;

const pad = (value: string | number): string => String(value).padStart(2, '0');

/** `4/22/2026, 3:04:05.123 PM` as `2026-04-22T15:04:05.123Z`; other texts as they are. */
export function readMarkedTime(text: string): string {
  const [, month = '', day = '', year, hours, minutes, seconds, fraction = '', half] = form.exec(text) ?? [];
  if (year === undefined) return text;
  const hour = (Number(hours) % 12) + (half?.toUpperCase() === 'P' ? 12 : 0);
  return `${year}-${pad(month)}-${pad(day)}T${pad(hour)}:${minutes}:${seconds}${fraction}Z`;
}
