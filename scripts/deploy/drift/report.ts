import { describeDifferences } from '../../inspection/words.ts';
import type { ItemDifference, PropertyDifference } from '../../inspection/difference.ts';
import type { Drift } from './drift.ts';

/** The drift of a workspace for people. */
export function describeDrift(
  { compared, differences, unread, connectors }: Drift,
  workspace: string,
): string {
  const what =
    connectors.length === 0 ? 'content alone, no connector' : `content and ${connectors.join(', ')}`;
  const notes = unread.map(({ name, reason }) => `  ${name}: ${reason}`);
  return [
    `Workspace ${workspace}: ${what}. ${compared} resources compared with the bundle.`,
    ...(differences.length === 0
      ? ['Everything is as the bundle has it.']
      : [
          'In the bundle -> in the workspace; of texts, - in the bundle, + in the workspace.',
          // Ids of Azure are long, and the name tells the same.
          describeDifferences(
            differences.map((one) => (one.id.startsWith('/') ? { ...one, id: one.name } : one)),
          ),
        ]),
    ...(notes.length === 0 ? [] : [['Not compared:', ...notes].join('\n')]),
  ].join('\n\n');
}

/** The same for programs. */
export interface DriftJson {
  /** Whether nothing differs. */
  readonly ok: boolean;
  readonly outcome: 'same' | 'drifted';
  readonly workspace: string;
  readonly compared: number;
  readonly connectors: readonly string[];
  readonly differences: readonly {
    readonly change: 'missing' | 'unknown' | 'changed';
    readonly kind: string;
    readonly id: string;
    readonly name: string;
    readonly properties: readonly PropertyJson[];
  }[];
  readonly unread: Drift['unread'];
}

interface PropertyJson {
  readonly path: string;
  readonly bundle?: PropertyDifference['before'];
  readonly workspace?: PropertyDifference['after'];
  readonly lines?: PropertyDifference['lines'];
}

const changes: Readonly<Record<ItemDifference['change'], 'missing' | 'unknown' | 'changed'>> = {
  removed: 'missing',
  added: 'unknown',
  changed: 'changed',
};

export function driftJson(drift: Drift, workspace: string): DriftJson {
  const { compared, differences, unread, connectors } = drift;
  const ok = differences.length === 0;
  return {
    ok,
    outcome: ok ? 'same' : 'drifted',
    workspace,
    compared,
    connectors,
    differences: differences.map(({ change, kind, id, name, properties }) => ({
      change: changes[change],
      kind,
      id,
      name,
      properties: properties.map(toJson),
    })),
    unread,
  };
}

function toJson({ path, before, after, lines }: PropertyDifference): PropertyJson {
  return {
    path,
    ...(before === undefined ? {} : { bundle: before }),
    ...(after === undefined ? {} : { workspace: after }),
    ...(lines && { lines }),
  };
}
