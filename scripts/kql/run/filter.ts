/** The rows of a table for which a condition is true. */
import { findFunction } from '../functions/registry.ts';
import type { Expression } from '../plan/expression.ts';
import type { Column } from '../table/column.ts';
import type { Table } from '../table/table.ts';
import { evaluate, evaluateArguments, evaluateCall, type Evaluation } from './evaluate.ts';

/** Room for row numbers, used again by every filter: most keep few rows, and new memory costs more than they do. */
let room = new Uint32Array(1024);

/** Row numbers, ascending; undefined for all rows. */
export function filterRows(
  condition: Expression,
  table: Table,
  evaluation: Evaluation,
): Uint32Array | undefined {
  if (room.length < table.length) room = new Uint32Array(table.length);
  if (condition.kind !== 'call') return rowsWhere(evaluate(condition, table, evaluation));
  const args = evaluateArguments(condition, table, evaluation);
  return filterPlaces(condition.name, args) ?? rowsWhere(evaluateCall(condition, args, table, evaluation));
}

/** By the function's own filter, if it has one for such a column and a constant. */
function filterPlaces(name: string, [column, constant]: readonly Column[]): Uint32Array | undefined {
  if (!column || column.dictionary || !constant?.isConstant) return undefined;
  const filter = findFunction(name)?.rowFilter?.([column.type, constant.type]);
  const kept = filter?.(column.places(), constant.first, column.length, room);
  return kept === undefined ? undefined : room.slice(0, kept);
}

function rowsWhere(condition: Column): Uint32Array | undefined {
  if (condition.isConstant) return condition.first === true ? undefined : new Uint32Array(0);
  let count = 0;
  if (condition.dictionary) {
    const { entries, codes } = condition.dictionary;
    const isTrue = Uint8Array.from(entries, (entry) => (entry === true ? 1 : 0));
    for (let i = 0; i < codes.length; i++) if (isTrue[codes[i] as number] === 1) room[count++] = i;
  } else {
    const values = condition.values();
    for (let i = 0; i < values.length; i++) if (values[i] === true) room[count++] = i;
  }
  return room.slice(0, count);
}
