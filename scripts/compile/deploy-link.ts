/** Where the files of a released version can be read without signing in. */
export function rawAddress(
  solution: { readonly repository: string; readonly version: string },
  path: string,
): string {
  const raw = solution.repository.replace('https://github.com/', 'https://raw.githubusercontent.com/');
  return `${raw}/v${solution.version}/${path}`;
}

/**
 * The address that opens the Custom deployment page with template and wizard of one version. Each file's
 * address is encoded as one component. Source: "Create a custom deploy button", Azure Resource Manager.
 */
export function deployLink(solution: { readonly repository: string; readonly version: string }): string {
  const template = encodeURIComponent(rawAddress(solution, 'mainTemplate.json'));
  const wizard = encodeURIComponent(rawAddress(solution, 'createUiDefinition.json'));
  return `https://portal.azure.com/#create/Microsoft.Template/uri/${template}/createUIDefinitionUri/${wizard}`;
}
