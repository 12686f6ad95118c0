const unitMilliseconds: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The length of `15m`, `4h` or `7d` in milliseconds; throws a RangeError for another form. */
export function milliseconds(text: string): number {
  const [, count, unit = ''] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const each = unitMilliseconds[unit];
  if (count === undefined || each === undefined) throw new RangeError(`"${text}" is no duration.`);
  return Number(count) * each;
}
