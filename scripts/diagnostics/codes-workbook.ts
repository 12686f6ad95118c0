import { defineCodes } from './code.ts';

export const workbookCodes = defineCodes({});
