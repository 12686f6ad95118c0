import type { Colors } from 'picocolors/types.js';
import type { CheckResult } from './check.ts';

/** A line for what was found, and one for what to do. */
export function checkText({ name, state, message, remedy }: CheckResult, colors: Colors): string {
  const sign = { passed: colors.green('✓'), warned: colors.yellow('!'), failed: colors.red('✗') }[state];
  return [`${sign} ${name}: ${message}`, ...(remedy === undefined ? [] : [`    ${remedy}`])].join('\n');
}
