import { defineCodes } from './code.ts';

export const solutionCodes = defineCodes({});
