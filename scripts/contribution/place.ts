/**
 * Where things lie in the public content repository (Azure/Azure-Sentinel on GitHub). File names that
 * customers' links or earlier versions know are those of the published solution.
 */
export const customTables = '.script/tests/KqlvalidationsTests/CustomTables';
export const galleryWorkbooks = 'Workbooks';
export const previewImages = 'Workbooks/Images/Preview';
export const workbookLogos = 'Workbooks/Images/Logos';
export const logos = 'Logos';
export const sampleData = 'Sample Data/Custom';
/** One entry, to be put into WorkbooksMetadata.json beside it; that file lists the workbooks of everybody. */
export const workbookEntry = 'Workbooks/WorkbooksMetadata.entry.json';

/** The folder of a solution. */
export function solutionFolder(name: string): string {
  return `Solutions/${name}`;
}

/** Files of the solution as it is published, by its name. */
export function publishedNames(name: string): {
  readonly workbook: string;
  readonly logo: string;
  readonly connector: string;
  readonly connectorTemplate: string;
  readonly data: string;
} {
  return {
    workbook: `${name}.json`,
    logo: `${name.toLowerCase()}.svg`,
    connector: `${name}_API_FunctionApp.json`,
    connectorTemplate: `azuredeploy_${name}_API_FunctionApp.json`,
    data: `Solution_${name}.json`,
  };
}

/** A name of a thing as the name of a file: without what Windows does not take. */
export function toFileName(name: string, extension: string): string {
  return `${name.replace(/[<>:"/\\|?*]/g, '-').replace(/[. ]+$/, '')}.${extension}`;
}
