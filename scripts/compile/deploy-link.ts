import { releasedFile } from '../model/solution.ts';

/**
 * The address that opens the Custom deployment page with template and wizard of one version. Each file's
 * address is encoded as one component. Source: "Create a custom deploy button", Azure Resource Manager.
 */
export function deployLink(solution: { readonly repository: string; readonly version: string }): string {
  const template = encodeURIComponent(releasedFile(solution, 'mainTemplate.json'));
  const wizard = encodeURIComponent(releasedFile(solution, 'createUiDefinition.json'));
  return `https://portal.azure.com/#create/Microsoft.Template/uri/${template}/createUIDefinitionUri/${wizard}`;
}
