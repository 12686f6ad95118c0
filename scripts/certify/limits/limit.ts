import type { Check, Finding, Subject } from '../check.ts';

/** A number that Azure Resource Manager or Microsoft Sentinel does not let a template pass. */
export function limitCheck(
  name: string,
  source: string,
  remedy: string,
  run: (subject: Subject) => Iterable<Finding>,
): Check {
  return { name, source, family: 'template-limit', blocking: true, remedy, run };
}

/** Bytes of a text in UTF-8. */
export function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** "12 parameters, at most 10"; nothing where the limit is kept. */
export function excess(count: number, limit: number, what: string): string | undefined {
  return count > limit ? `there are ${count} ${what}, at most ${limit} are allowed` : undefined;
}
