/**
 * Seconds of a duration as ISO 8601 writes it (`PT1H`, `P1DT30M`), undefined for any other text. Months and
 * years have no fixed length and are none here.
 */
export function secondsOf(text: string): number | undefined {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(0+))?S)?)?$/.exec(text);
  if (!match || /[PT]$/.test(text)) return undefined;
  const [, weeks, days, hours, minutes, seconds] = match;
  const inSeconds = [
    [weeks, 604_800],
    [days, 86_400],
    [hours, 3_600],
    [minutes, 60],
    [seconds, 1],
  ] as const;
  return inSeconds.reduce((sum, [count, unit]) => sum + Number(count ?? 0) * unit, 0);
}
