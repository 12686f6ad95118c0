import type { Check, Finding, Subject } from '../check.ts';

/** A pull-request validation of the public content repository, named as its log names it. */
export function contentCheck(
  name: string,
  file: string,
  remedy: string,
  run: (subject: Subject) => Iterable<Finding>,
): Check {
  const source = `Azure/Azure-Sentinel ${file}`;
  return { name, source, family: 'content-validation', blocking: false, remedy, run };
}
