/** The axis of make-series: which bin each row belongs to. Bins are numbered from the start of the axis. */
import type { Plan } from '../../plan/plan.ts';
import { unsupported } from '../../plan/kql-error.ts';
import type { Column } from '../../table/column.ts';
import { toDynamic, widen } from '../../values/convert.ts';
import type { Dynamic } from '../../values/dynamic.ts';
import { add, divide, modulo, multiply, subtract, type Int64 } from '../../values/int64.ts';
import type { ScalarType, Value } from '../../values/scalar.ts';
import { firstDatetime } from '../../values/time.ts';
import { evaluateConstant } from '../evaluate.ts';
import type { Running } from '../runner.ts';

export interface Axis {
  /** For each row the number of its bin; null where the row lies outside. */
  readonly bins: readonly (number | null)[];
  /** First and last bin of every series; undefined where each series has its own. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  valueOf(bin: number): Dynamic;
}

type MakeSeries = Extract<Plan, { op: 'make-series' }>;

/** Whole steps between an origin and a value, and the way back. */
interface Scale {
  binOf(value: Value): number;
  valueOf(bin: number): Value;
  /** Whether a value is the start of a bin. */
  isStart(value: Value): boolean;
}

export function axisOf(plan: MakeSeries, column: Column, running: Running): Axis {
  const { place } = plan;
  const type = column.type;
  const [from, to, step] = [plan.from, plan.to, plan.step].map((bound) =>
    bound ? boundOf(bound.type, type, evaluateConstant(bound, running)) : undefined,
  );
  if (from === null || to === null || step === null || step === undefined || (step as number) <= 0) {
    throw unsupported('make-series without a positive step or with a bound that is null', place);
  }
  const scale = scaleOf(type, from ?? zeroOf(type), step);
  if (from === undefined && to !== undefined && !scale.isStart(to))
    throw unsupported('An end between two bins', place);
  if (plan.includesEnd) requireAligned(plan, [from ?? 0, to ?? 0, step], type);
  const last = to === undefined ? undefined : lastBin(scale, to, plan.includesEnd);
  const first = from === undefined ? undefined : 0;
  const bins = column.values().map((value) => {
    if (value === null) return null;
    const bin = scale.binOf(value);
    return bin < (first ?? -Infinity) || bin > (last ?? Infinity) || isBeyond(value, to, plan) ? null : bin;
  });
  return { bins, first, last, valueOf: (bin) => toDynamic(scale.valueOf(bin), type) };
}

/** Bounds are of the axis' type, a step of datetimes is a timespan. */
function boundOf(from: ScalarType, type: ScalarType, value: Value): Value {
  return type === 'real' ? widen(from, type)(value) : value;
}

function zeroOf(type: ScalarType): Value {
  return type === 'datetime' ? firstDatetime : 0;
}

function scaleOf(type: ScalarType, origin: Value, step: Value): Scale {
  if (type === 'real') {
    const [start, width] = [origin as number, step as number];
    return {
      binOf: (value) => Math.floor(((value as number) - start) / width),
      valueOf: (bin) => start + bin * width,
      isStart: (value) => Number.isInteger(((value as number) - start) / width),
    };
  }
  const [start, width] = [origin as Int64, step as Int64];
  return {
    binOf: (value) => {
      const distance = subtract(value as Int64, start);
      return Number(divide(subtract(distance, modulo(distance, width)), width));
    },
    valueOf: (bin) => add(start, multiply(bin, width)),
    isStart: (value) => modulo(subtract(value as Int64, start), width) === 0,
  };
}

/** The last bin that begins before the end, or at it where it belongs to the axis. */
function lastBin(scale: Scale, to: Value, includesEnd: boolean): number {
  const bin = scale.binOf(to);
  return scale.isStart(to) && !includesEnd ? bin - 1 : bin;
}

/** A row behind the end is left out, though its bin begins before. */
function isBeyond(value: Value, to: Value | undefined, { includesEnd, place }: MakeSeries): boolean {
  if (to === undefined || (value as Int64) < (to as Int64)) return false;
  if (includesEnd && value !== to) throw unsupported('A row behind the end of a range', place);
  return !includesEnd;
}

/** The bins of `in range(...)` do not begin at its start: exact only where that makes no difference. */
function requireAligned({ place }: MakeSeries, [from, to, step]: readonly Value[], type: ScalarType): void {
  const scale = scaleOf(type, zeroOf(type), step ?? 1);
  if (!scale.isStart(from ?? 0) || !scale.isStart(to ?? 0)) {
    throw unsupported('in range() with bounds that are no multiples of its step', place);
  }
}
