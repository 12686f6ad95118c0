import { defineCodes } from './code.ts';

export const ruleCodes = defineCodes({});
