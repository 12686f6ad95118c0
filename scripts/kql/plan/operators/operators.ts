import type { OperatorPlanner } from '../planning.ts';
import { requirePart } from '../syntax.ts';
import { planDistinct, planExtend, planProject, planRename, planSelection } from './columns.ts';
import { planEvaluate } from './evaluate.ts';
import { planGetSchema } from './getschema.ts';
import { planJoin, planLookup } from './join.ts';
import { planMakeSeries } from './make-series.ts';
import { planMvApply, planMvExpand } from './mv-expand.ts';
import { planParse, planParseWhere } from './parse.ts';
import { planParseKv } from './parse-kv.ts';
import { planPartition } from './partition.ts';
import { planCount, planSort, planTake, planTop, planWhere } from './rows.ts';
import { planScan } from './scan.ts';
import { planSearch } from './search.ts';
import { planSummarize } from './summarize.ts';
import { planTopNested } from './top-nested.ts';
import { planUnion } from './union.ts';

/** Planners of the operators behind a pipe, by the kind of their node. */
export const operatorPlanners: Readonly<Record<string, OperatorPlanner>> = {
  AsOperator: (node, input, { scope, bindings }) => {
    const name = node.parts.find(([part]) => part === 'Name')?.[1].symbol?.name ?? '';
    const plan = bindings.bindPlan(name, input);
    scope.declare(name, { kind: 'tabular', plan });
    return plan;
  },
  CountOperator: planCount,
  DistinctOperator: planDistinct,
  EvaluateOperator: planEvaluate,
  ExtendOperator: planExtend,
  FilterOperator: planWhere,
  GetSchemaOperator: planGetSchema,
  InvokeOperator: (node, input, planning) => planning.invoke(requirePart(node, 'Function'), input),
  JoinOperator: planJoin,
  LookupOperator: planLookup,
  MakeSeriesOperator: planMakeSeries,
  MvApplyOperator: planMvApply,
  MvExpandOperator: planMvExpand,
  ParseKvOperator: planParseKv,
  ParseOperator: planParse,
  ParseWhereOperator: planParseWhere,
  PartitionOperator: planPartition,
  ProjectAwayOperator: planSelection,
  ProjectByNamesOperator: planSelection,
  ProjectKeepOperator: planSelection,
  ProjectOperator: planProject,
  ProjectRenameOperator: planRename,
  ProjectReorderOperator: planSelection,
  // How a result is drawn does not change it.
  RenderOperator: (_, input) => input,
  ScanOperator: planScan,
  SearchOperator: planSearch,
  SerializeOperator: (node, input, planning) =>
    planExtend(node, { op: 'sort', input, schema: input.schema, keys: [], place: node }, planning),
  SortOperator: planSort,
  SummarizeOperator: planSummarize,
  TakeOperator: planTake,
  TopNestedOperator: planTopNested,
  TopOperator: planTop,
  UnionOperator: (node, input, planning) => planUnion(node, input, planning),
};
