import type { Deed } from './deed.ts';

/** Sign-in attempts and item usages name an application. */
export function isUseOfApplication({ kind }: Deed): boolean {
  return kind !== 'Administration';
}

export function applicationOf({ event }: Deed): string {
  return event.client?.['app_name'] ?? 'unknown';
}

export function versionOf({ event }: Deed): string {
  return event.client?.['app_version'] ?? 'unknown';
}

/** Less than 0 where `a` is older: four numbers, then a beta before the plain version. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < 4; i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(isPlain(a)) - Number(isPlain(b));
}

export function isVersion(text: string): boolean {
  return /^\d/.test(text);
}

function partsOf(text: string): number[] {
  return (/^\d+(?:\.\d+)*/.exec(text)?.[0] ?? '').split('.').map(Number);
}

function isPlain(text: string): boolean {
  return /^[\d.]+$/.test(text);
}
