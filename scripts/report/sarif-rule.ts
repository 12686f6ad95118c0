import type { CodeDefinition } from '../diagnostics/code.ts';
import { codePageAddress } from './code-page.ts';
import { generalText } from './general-text.ts';

/** A code as a reportingDescriptor of SARIF; the page about it lies in the repository, where that is known. */
export function toSarifRule(code: string, definition: CodeDefinition, repository: string | undefined) {
  const { message, remedy } = generalText(definition);
  const page = repository === undefined ? undefined : codePageAddress(repository, code);
  const markdown = `**${escapeMarkdown(message)}**\n\nWhat to do: ${escapeMarkdown(remedy)}`;
  return {
    id: code,
    name: toPascalCase(code),
    shortDescription: { text: message },
    fullDescription: { text: `${message} ${remedy}` },
    help: {
      text: `${message}\n\nWhat to do: ${remedy}${page ? `\n\nMore: ${page}` : ''}`,
      markdown: `${markdown}${page ? `\n\n[More about ${code}](${page})` : ''}`,
    },
    ...(page && { helpUri: page }),
    defaultConfiguration: { level: definition.severity },
  };
}

function toPascalCase(code: string): string {
  return code.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_<>[\]#]/g, String.raw`\$&`);
}
