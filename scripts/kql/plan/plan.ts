import type { ColumnSchema } from '../table/table.ts';
import type { Expression, NamedExpression, Place } from './expression.ts';

interface Step {
  /** Columns of the result; their names and order are the binder's. */
  readonly schema: readonly ColumnSchema[];
  /** Whether the data may bring further columns, as where a bag is unpacked. */
  readonly isOpen?: true;
  readonly place: Place;
}

interface Unary extends Step {
  readonly input: Plan;
}

export type JoinKind =
  | 'innerunique'
  | 'inner'
  | 'leftouter'
  | 'rightouter'
  | 'fullouter'
  | 'leftsemi'
  | 'rightsemi'
  | 'leftanti'
  | 'rightanti';

export interface SortKey {
  readonly expression: Expression;
  readonly isDescending: boolean;
  readonly nullsFirst: boolean;
}

export interface AggregateCall {
  /** Name in `aggregates/`. */
  readonly name: string;
  readonly args: readonly Expression[];
  /** Columns that the call fills: one, or several for `arg_max(x, *)`. */
  readonly columns: readonly ColumnSchema[];
  readonly place: Place;
}

/** Aggregates of an operator, and the columns of its result that are made of them. */
export interface Aggregation {
  readonly calls: readonly AggregateCall[];
  /** Over the columns that the calls fill; undefined where those are the result. */
  readonly outputs: readonly Expression[] | undefined;
}

/** A level of top-nested. */
export interface NestedLevel {
  readonly key: NamedExpression;
  /** How many groups stay; all where undefined. */
  readonly count: Expression | undefined;
  /** What the key is of the rows of all other groups. */
  readonly others: Expression | undefined;
  readonly aggregation: Aggregation;
  readonly isDescending: boolean;
}

/** A step of scan, its expressions over the row, and over the state by `stateColumn`. */
export interface ScanStep {
  readonly name: string;
  readonly output: 'all' | 'last' | 'none';
  readonly condition: Expression;
  readonly assignments: readonly NamedExpression[];
}

/** An array or bag whose elements become rows. */
export interface ExpandedItem {
  readonly expression: Expression;
  /** The column that takes the elements: a new one, or one of the input's that they replace. */
  readonly column: ColumnSchema;
}

export interface MvExpansion {
  readonly items: readonly ExpandedItem[];
  /** The column that takes the position of each element. */
  readonly index: string | undefined;
  /** Most rows from one row. */
  readonly limit: Expression | undefined;
  /** Whether a bag's members become pairs of key and value instead of bags of one member. */
  readonly asPairs: boolean;
}

/** Operators that run once for each part of a table. */
export interface Subquery {
  readonly plan: Plan;
  /** The binding whose table is the part. */
  readonly part: number;
  /** The bindings from `part` + 1 to here, excluded, were made within: those that read the part hold for one part only. */
  readonly end: number;
}

export type ParseKind = 'simple' | 'relaxed' | 'regex';

/** A part of the pattern of parse: text, a column to fill, or what is skipped. */
export type ParsePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'column'; readonly column: ColumnSchema }
  | { readonly kind: 'skip' };

/** How parse-kv tells keys from values. */
export interface KeyValueOptions {
  readonly pairDelimiter: string | undefined;
  readonly valueDelimiter: string | undefined;
  /** One sign for both ends, or an opening and a closing one. */
  readonly quotes: readonly string[];
  readonly escapes: readonly string[];
  readonly isGreedy: boolean;
  readonly regex: string | undefined;
}

/** A tabular expression as a tree of operators: what it reads, what it does, what comes out. */
export type Plan =
  | (Step & { readonly op: 'table'; readonly name: string })
  | (Step & { readonly op: 'reference'; readonly id: number })
  | (Step & { readonly op: 'datatable'; readonly cells: readonly Expression[] })
  | (Step & { readonly op: 'print'; readonly expressions: readonly NamedExpression[] })
  | (Step & {
      readonly op: 'range';
      readonly from: Expression;
      readonly to: Expression;
      readonly step: Expression;
    })
  | (Unary & { readonly op: 'where'; readonly predicate: Expression })
  | (Unary & { readonly op: 'project'; readonly expressions: readonly NamedExpression[] })
  | (Unary & {
      readonly op: 'summarize';
      readonly by: readonly NamedExpression[];
      readonly aggregates: readonly AggregateCall[];
    })
  | (Unary & { readonly op: 'sort'; readonly keys: readonly SortKey[] })
  | (Unary & { readonly op: 'take'; readonly count: Expression })
  | (Unary & { readonly op: 'distinct'; readonly expressions: readonly NamedExpression[] })
  | (Unary & { readonly op: 'count' })
  | (Unary & {
      readonly op: 'parse';
      readonly kind: ParseKind;
      readonly flags: string;
      /** Whether rows without a match are left out. */
      readonly onlyMatches: boolean;
      readonly expression: Expression;
      readonly parts: readonly ParsePart[];
    })
  | (Unary & {
      readonly op: 'parse-kv';
      readonly expression: Expression;
      readonly columns: readonly ColumnSchema[];
      readonly options: KeyValueOptions;
    })
  /** The table that an operator hands to its subquery, part by part; read by a reference. */
  | (Step & { readonly op: 'part' })
  | (Unary & MvExpansion & { readonly op: 'mv-expand' })
  | (Unary & MvExpansion & { readonly op: 'mv-apply'; readonly subquery: Subquery })
  | (Unary & {
      readonly op: 'bag-unpack';
      readonly bag: Expression;
      /** The column that is unpacked, where the bag is one. */
      readonly column: string | undefined;
      readonly prefix: Expression | undefined;
      readonly conflict: Expression | undefined;
      readonly ignored: Expression | undefined;
      /** Columns that the query declares; without them the data say which there are. */
      readonly declared: readonly ColumnSchema[] | undefined;
    })
  | (Unary & { readonly op: 'narrow' })
  | (Unary & {
      readonly op: 'pivot';
      readonly by: readonly NamedExpression[];
      readonly pivot: Expression;
      readonly aggregate: AggregateCall;
    })
  | (Unary & {
      readonly op: 'make-series';
      readonly by: readonly NamedExpression[];
      readonly aggregation: Aggregation;
      /** For each aggregate the value where a bin has no rows; 0 where undefined. */
      readonly defaults: readonly (Expression | undefined)[];
      readonly axis: NamedExpression;
      readonly from: Expression | undefined;
      readonly to: Expression | undefined;
      readonly step: Expression;
      /** Whether the end belongs to the axis, as in `in range(...)`. */
      readonly includesEnd: boolean;
      /** Whether an empty input gives a series of defaults. */
      readonly isNonempty: boolean;
    })
  | (Unary & { readonly op: 'top-nested'; readonly levels: readonly NestedLevel[] })
  | (Unary & {
      readonly op: 'scan';
      readonly matchId: string | undefined;
      readonly declared: readonly (ColumnSchema & { readonly initial: Expression | undefined })[];
      readonly steps: readonly ScanStep[];
    })
  | (Unary & {
      readonly op: 'partition';
      readonly key: Expression;
      readonly subquery: Subquery;
      /** Most parts that the strategy allows. */
      readonly limit: number | undefined;
    })
  | (Unary & {
      readonly op: 'join';
      readonly kind: JoinKind;
      readonly right: Plan;
      readonly keys: readonly { readonly left: Expression; readonly right: Expression }[];
      /** Where each column of the result comes from. */
      readonly sources: readonly { readonly side: 'left' | 'right'; readonly name: string }[];
    })
  | (Unary & {
      readonly op: 'address-lookup';
      readonly right: Plan;
      readonly bits: 32 | 128;
      /** Columns: of the addresses in the input, of the networks in `right`. */
      readonly address: string;
      readonly network: string;
      readonly keepsUnmatched: Expression | undefined;
    })
  | (Step & {
      readonly op: 'union';
      readonly inputs: readonly Plan[];
      /** The column that names each row's table, and the names in the order of the inputs. */
      readonly source?: { readonly column: string; readonly names: readonly string[] };
    });

/** A value that is worked out once for a run, before what uses it. */
export type Binding =
  | { readonly id: number; readonly name: string; readonly expression: Expression }
  | { readonly id: number; readonly name: string; readonly plan: Plan };

/** A query ready to run. */
export interface Program {
  readonly bindings: readonly Binding[];
  readonly main: Plan;
}
