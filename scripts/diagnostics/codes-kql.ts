import { defineCodes } from './code.ts';

export const kqlCodes = defineCodes({});
