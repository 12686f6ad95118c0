import type { ColumnType } from '../../model/table.ts';

/**
 * Names that mean the same in every rule, with their types: entity mappings, custom details, titles and
 * tests rely on them. A rule emits those that it needs, and columns of its own under other names.
 */
export const resultColumns: Readonly<Record<string, ColumnType>> = {
  TimeGenerated: 'datetime',
  FirstEventTime: 'datetime',
  LastEventTime: 'datetime',
  EventCount: 'long',
  EventUuids: 'dynamic',
  Actions: 'dynamic',
  ActorUuid: 'string',
  ActorEmail: 'string',
  ActorName: 'string',
  ActorUPNSuffix: 'string',
  ActorType: 'string',
  ActorLabel: 'string',
  TargetUuid: 'string',
  TargetEmail: 'string',
  TargetName: 'string',
  TargetUPNSuffix: 'string',
  TargetLabel: 'string',
  TargetCount: 'long',
  ObjectUuid: 'string',
  ObjectKind: 'string',
  SrcIpAddr: 'string',
  SrcIpAddrs: 'dynamic',
  AlertSeverity: 'string',
  Late: 'bool',
  Reason: 'string',
  Application: 'string',
};

/** Columns that an analyst needs with every alert; a rule that has them shows them as custom details. */
export const neededDetails: readonly string[] = [
  'EventUuids',
  'Actions',
  'ActorUuid',
  'ActorType',
  'ObjectUuid',
];
