import type { OutputFile } from '../bundle/file.ts';
import type { WorkbookFacts } from '../compile/workbook-item.ts';
import type { SolutionFile } from '../model/solution.ts';
import { galleryWorkbooks, previewImages, workbookEntry, type publishedNames } from './place.ts';
import { documentFile } from './text-file.ts';

/** A picture of the workbook: `Black` on a dark page, `White` on a light one, counted from 1. */
export interface Preview {
  readonly shade: 'Black' | 'White';
  readonly number: number;
  readonly png: Uint8Array;
}

/** The workbook in the solution and in the gallery, its pictures, and its entry in the list of the gallery. */
export function workbookFiles(
  folder: string,
  names: ReturnType<typeof publishedNames>,
  workbook: WorkbookFacts,
  solution: SolutionFile,
  previews: readonly Preview[],
): OutputFile[] {
  const pictures = previews.map(({ shade, number, png }) => ({
    // The gallery tells the shades by the end of the name.
    path: `${previewImages}/${workbook.key}${shade}${number}.png`,
    bytes: png,
  }));
  const entry = {
    workbookKey: workbook.key,
    logoFileName: names.logo,
    description: workbook.description,
    dataTypesDependencies: [workbook.dataType],
    dataConnectorsDependencies: workbook.connectors,
    previewImagesFileNames: pictures.map(({ path }) => path.slice(previewImages.length + 1)),
    version: workbook.version,
    title: workbook.title,
    templateRelativePath: names.workbook,
    subtitle: '',
    provider: solution.publisher,
  };
  return [
    documentFile(`${folder}/Workbooks/${names.workbook}`, workbook.notebook),
    documentFile(`${galleryWorkbooks}/${names.workbook}`, workbook.notebook),
    documentFile(workbookEntry, entry),
    ...pictures,
  ];
}
