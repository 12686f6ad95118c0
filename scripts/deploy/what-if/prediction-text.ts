import type { Colors } from 'picocolors/types.js';
import type { LeafChange } from './leaf-changes.ts';
import type { Labels } from '../resource-label.ts';
import type { PredictedChange, Prediction } from './prediction.ts';
import { counted } from '../../diagnostics/counted.ts';

/** Characters of a value that are shown. */
const longestValue = 90;

export interface PredictionTextOptions {
  readonly colors: Colors;
  /** With the noise and its reasons, with types, and all values of what is new. */
  readonly full: boolean;
}

/** A prediction for people. */
export function predictionText(
  prediction: Prediction,
  labels: Labels,
  { colors, full }: PredictionTextOptions,
): string {
  const { changes, same, others, noise } = prediction;
  const shown = changes.filter(({ kind }) => full || kind !== 'same');
  return [
    ...shown.map((change) => changeText(change, labels(change.id), { colors, full })),
    ...(same === 0
      ? []
      : [
          colors.dim(
            `  = ${counted(same, 'resource')} of the solution ${same === 1 ? 'stays' : 'stay'} as ${same === 1 ? 'it is' : 'they are'}`,
          ),
        ]),
    ...(others === 0
      ? []
      : [
          colors.dim(
            `  = ${counted(others, 'other resource')} of the group ${others === 1 ? 'is' : 'are'} left alone`,
          ),
        ]),
    ...(noise === 0 || full
      ? []
      : [
          colors.dim(
            `    ${counted(noise, 'change')} that ${noise === 1 ? 'means' : 'mean'} nothing not shown; --full shows ${noise === 1 ? 'it' : 'them'} with reasons`,
          ),
        ]),
  ].join('\n');
}

function changeText(change: PredictedChange, label: string, { colors, full }: PredictionTextOptions): string {
  const { kind, type, properties, noise, reason, after } = change;
  const [sign, paint] = signs(colors)[kind];
  const lines = [
    `  ${paint(`${sign} ${label}`)}${full ? colors.dim(`  ${type}`) : ''}`,
    ...(reason === undefined ? [] : [`      Azure cannot tell: ${reason}`]),
    ...properties.map((leaf) => `      ${leafText(leaf, colors, full)}`),
  ];
  if (!full) return lines.join('\n');
  const values = Object.entries(after ?? {}).filter(
    ([key]) => !['id', 'type', 'name', 'apiVersion'].includes(key),
  );
  return [
    ...lines,
    ...values.map(([key, value]) => `      ${colors.green('+')} ${key}: ${valueText(value, full)}`),
    ...noise.map((leaf) => colors.dim(`      ${leafText(leaf, colors, full)}  (${leaf.reason})`)),
  ].join('\n');
}

function leafText({ path, kind, before, after }: LeafChange, colors: Colors, full: boolean): string {
  if (kind === 'add') return `${colors.green('+')} ${path}: ${valueText(after, full)}`;
  if (kind === 'remove') return `${colors.red('-')} ${path}: ${valueText(before, full)}`;
  return `${colors.yellow('~')} ${path}: ${valueText(before, full)} → ${valueText(after, full)}`;
}

function signs(colors: Colors) {
  return {
    create: ['+', colors.green],
    change: ['~', colors.yellow],
    delete: ['-', colors.red],
    unknown: ['?', colors.cyan],
    same: ['=', colors.dim],
  } as const;
}

/** In one line; whole where everything is wanted. */
function valueText(value: unknown, full: boolean): string {
  const text = JSON.stringify(value) ?? 'null';
  return full || text.length <= longestValue ? text : `${text.slice(0, longestValue - 3)}...`;
}
