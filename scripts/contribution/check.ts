import type { Subject as PackageSubject } from '../certify/check.ts';
import type { Binder } from '../kql/analyze.ts';
import type { WorkspaceSchema } from '../kql/workspace-schema.ts';
import type { YamlDocument } from '../load/yaml.ts';
import type { VersionsLock } from '../model/content-version.ts';
import type { AttackTechniquesFile } from '../model/rule.ts';
import type { Tree } from './tree.ts';

/** What a contribution is judged against: facts that its own files do not hold. */
export interface Reference {
  /** Folder of the solution in the tree. */
  readonly folder: string;
  readonly techniques: AttackTechniquesFile;
  /** Tables and functions of the workspace, as the sources know them. */
  readonly schema: WorkspaceSchema;
  /** Ids and versions of the contents as they were published or will be. */
  readonly lock: VersionsLock;
  readonly bind: Binder;
  /** YYYY-MM-DD: the day against which ages are measured. */
  readonly referenceDate: string;
}

export interface Subject extends Reference {
  readonly tree: Tree;
  /** The same with our tables as the tree declares them. */
  readonly declared: WorkspaceSchema;
  /** The files of rules, parsed; one that cannot be parsed is left to the check of the syntax. */
  readonly rules: readonly YamlDocument[];
  /** The folder Package as the checks of a build see it. */
  readonly packaged: PackageSubject;
}

/** What a check has to say about a file of the tree. */
export interface Remark {
  readonly file: string;
  readonly reason: string;
  /** From 1; the first line where absent. */
  readonly line?: number;
}

/** One validation of the public content repository, restated. */
export interface ContributionCheck {
  /** The name under which the original reports. */
  readonly name: string;
  /** Where the original stands, in Azure/Azure-Sentinel. */
  readonly source: string;
  readonly remedy: string;
  readonly run: (subject: Subject) => Iterable<Remark>;
}
