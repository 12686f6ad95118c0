/** `solution/diagnostics.yaml`: findings that this solution takes more or less seriously than the tools do. */
export interface SeveritiesFile {
  readonly severities?: readonly SeverityEntry[] | null;
}

export interface SeverityEntry {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'off';
  readonly reason: string;
}
