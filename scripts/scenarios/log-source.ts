import type { Row, Variant } from './scenario.ts';

/** log_source of each row in a variant. What a scenario writes itself, and health rows, stay as they are. */
export function logSources(rows: readonly Row[], variant: Variant): string[] {
  return rows.map(({ columns, isSourceFixed }) => {
    const written = textOf(columns['log_source']);
    if (variant === 'right' || isSourceFixed || written === 'healthevents') return written;
    return variant === 'empty' ? '' : guess(columns);
  });
}

/** Source: transformation of the published codeless connector, solution 3.0.6. */
function guess(columns: Row['columns']): string {
  if (isFilled(columns['used_version']) || isFilled(columns['aux_id'])) return 'itemusages';
  return isFilled(columns['country']) ? 'signinattempts' : 'auditevents';
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
