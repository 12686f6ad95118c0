/**
 * The last look before anything is written. In: the two compiled files and, if there is one, the list
 * of files in the package. Out: what the checks of the field would say about them, each located in the
 * file as it will be printed. Nothing here reads a file, a clock or the network.
 */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { JsonObject } from '../model/arm.ts';
import type { Check, CompiledOutput, Finding, Subject } from './check.ts';
import { checks } from './checks.ts';
import { showPath } from './node.ts';
import { locate } from './position.ts';
import { templateScopes } from './scope.ts';

/** Runs every check; findings come in the order of the checks. */
export function certify(output: CompiledOutput): Diagnostic[] {
  const subject = subjectOf(output);
  return checks.flatMap((check) =>
    Array.from(check.run(subject), (finding) => describe(check, finding, subject)),
  );
}

function subjectOf(output: CompiledOutput): Subject {
  // A template is JSON; its type only names the parts that the compiler fills.
  const template = output.mainTemplate as unknown as JsonObject;
  return {
    template,
    scopes: templateScopes(template),
    wizard: output.createUiDefinition,
    referenceDate: output.referenceDate,
    zipEntries: output.zipEntries,
  };
}

function describe(check: Check, finding: Finding, subject: Subject): Diagnostic {
  const root = finding.file === 'mainTemplate.json' ? subject.template : subject.wizard;
  const code = check.family === 'arm-ttk' && finding.advice ? 'arm-ttk-warning' : check.family;
  return diagnostic(code, locate(finding.file, root, finding.path), {
    check: check.name,
    path: showPath(finding.path),
    reason: finding.reason,
    remedy: check.remedy,
  });
}
