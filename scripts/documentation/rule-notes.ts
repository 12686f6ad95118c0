/** docs/notes/rules.yaml: what the page of a rule says besides the rule itself. */
export interface RuleNotesFile {
  /** Technique id → its title in ATT&CK. */
  readonly techniques: Readonly<Record<string, string>>;
  /** Columns that mean the same in several rules. */
  readonly columns: Readonly<Record<string, ColumnNote>>;
  /** Name of the rule's file, without its ending → notes. */
  readonly rules: Readonly<Record<string, RuleNotes>>;
}

export interface RuleNotes {
  readonly why: string;
  /** Severity → when it is given; absent where all alerts have the same. */
  readonly severity?: Readonly<Record<string, string>>;
  readonly check: readonly string[];
  readonly falseAlarms: readonly string[];
  /** Columns of this rule's own, and those that mean something else here. */
  readonly columns?: Readonly<Record<string, ColumnNote>>;
  /** Made-up values that differ from those of the columns. */
  readonly sample: Readonly<Record<string, SampleValue>>;
}

export interface ColumnNote {
  readonly meaning: string;
  readonly sample: SampleValue;
}

export type SampleValue = string | number | boolean | readonly string[];

/** The note on a column of a rule's result, with the value of the sample alert; undefined where there is none. */
export function findColumnNote(file: RuleNotesFile, rule: string, column: string): ColumnNote | undefined {
  const notes = file.rules[rule];
  const note = notes?.columns?.[column] ?? file.columns[column];
  const sample = notes?.sample[column];
  return note && (sample === undefined ? note : { ...note, sample });
}
