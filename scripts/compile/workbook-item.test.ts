import { expect, it } from 'vitest';
import type { JsonObject } from '../model/arm.ts';
import { sampleWorkbook } from '../validate/workbook/sample.ts';
import type { CompileFrame } from './frame.ts';
import { compileWorkbookItem } from './workbook-item.ts';
import { compileWorkbook } from './workbook/notebook.ts';

it('the template holds the workbook in one text, from which the same workbook can be read', () => {
  const { notebook } = compileWorkbook(sampleWorkbook());
  const item = compileWorkbookItem(
    frame,
    {
      key: 'Example',
      title: 'Example',
      description: 'An example',
      version: '1.0.0',
      notebook,
      dataType: 'Example_CL',
      connectors: ['A', 'B'],
    },
    1,
  );
  const text = serialized(item.resources as unknown as JsonObject[]);
  expect(JSON.parse(text)).toEqual(notebook);
  // White space would only make the template longer.
  expect(text).toBe(JSON.stringify(JSON.parse(text)));
  // Empty lists mean something in a workbook and are kept.
  expect(text).toContain('"fallbackResourceIds":[]');
});

const frame = {
  solution: { version: '1.0.0', name: 'Example', author: 'Example', support: {} },
  apiVersion: () => '2021-08-01',
} as unknown as CompileFrame;

function serialized(resources: readonly JsonObject[]): string {
  const found = JSON.stringify(resources).match(/"serializedData":("(?:[^"\\]|\\.)*")/);
  return JSON.parse(found?.[1] ?? '""') as string;
}
