import { defineCodes } from './code.ts';

/** Findings about a package that `inspect` or `verify` is given. */
export const packageCodes = defineCodes({
  'package-missing': {
    severity: 'error',
    message: 'The package {file} cannot be read ({reason}).',
    remedy: 'Give the path of a package; `npm run build:solution` writes one to dist/.',
  },
  'package-no-zip': {
    severity: 'error',
    message: '{file} is no zip, or it is damaged.',
    remedy: 'Download or build the package anew.',
  },
  'package-too-large': {
    severity: 'error',
    message: '{file} is larger than a package can be and was not unpacked: {what}.',
    remedy: 'Do not trust this file: a package of this solution has less than a megabyte.',
  },
  'package-contents': {
    severity: 'error',
    message: '{file} is no package of a solution: it {problem}.',
    remedy: 'A package holds exactly mainTemplate.json and createUiDefinition.json, without a folder.',
  },
  'package-syntax': {
    severity: 'error',
    message: '{entry} in {file} cannot be used: {reason}.',
    remedy: 'Build the package anew; do not edit its files by hand.',
  },
  'package-different': {
    severity: 'error',
    message: '{file} is not what the sources give: {difference}.',
    remedy: 'Check out the tag of the version that the package has, and verify again.',
  },
});
