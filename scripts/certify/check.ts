import type { ArmTemplate, JsonObject } from '../model/arm.ts';
import type { NodePath } from './node.ts';
import type { TemplateScope } from './scope.ts';

/** What the build wrote, before it is written. */
export interface CompiledOutput {
  readonly mainTemplate: ArmTemplate;
  readonly createUiDefinition: JsonObject;
  /** YYYY-MM-DD: the day against which the age of api versions is measured. */
  readonly referenceDate: string;
  /** Names of the files in the package, with their folders, if there is a package. */
  readonly zipEntries?: readonly string[];
}

/** The output with what several checks need of it, worked out once. */
export interface Subject {
  readonly template: JsonObject;
  readonly scopes: readonly TemplateScope[];
  readonly wizard: JsonObject;
  readonly referenceDate: string;
  readonly zipEntries: readonly string[] | undefined;
}

export type CompiledFile = 'mainTemplate.json' | 'createUiDefinition.json';

/** What a check has to say about one place; `advice` marks what the original only warns about. */
export interface Finding {
  readonly file: CompiledFile;
  readonly path: NodePath;
  readonly reason: string;
  readonly advice?: true;
}

/** One check of the field, restated. */
export interface Check {
  /** The name under which the original reports. */
  readonly name: string;
  /** Where the original stands: repository and file. */
  readonly source: string;
  readonly family: 'arm-ttk' | 'content-validation' | 'template-limit';
  /** Whether Marketplace certification refuses a package over it; the pull-request run always does. */
  readonly blocking: boolean;
  readonly remedy: string;
  readonly run: (subject: Subject) => Iterable<Finding>;
}

/** A finding about the template. */
export function inTemplate(path: NodePath, reason: string): Finding {
  return { file: 'mainTemplate.json', path, reason };
}

/** A finding about the wizard. */
export function inWizard(path: NodePath, reason: string): Finding {
  return { file: 'createUiDefinition.json', path, reason };
}

/** Runs a check on the template and on each template nested in it with a scope of its own. */
export function perScope(
  run: (scope: TemplateScope, subject: Subject) => Iterable<Finding>,
): (subject: Subject) => Iterable<Finding> {
  return (subject) => subject.scopes.flatMap((scope) => [...run(scope, subject)]);
}
