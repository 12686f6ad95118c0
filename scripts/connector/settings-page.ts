/**
 * docs/connector-settings.md, made from the table that the connector reads its settings by, so that the
 * page cannot say anything else.
 */
import { settingTable } from '../../functions/src/core/setting-table.ts';
import type { Setting } from '../../functions/src/core/settings-form.ts';
import { cell, codeCell, markdownTable } from '../documentation/table.ts';

export function settingsPage(): string {
  const settings = Object.values<Setting<unknown>>(settingTable);
  const table = markdownTable(
    ['setting', 'what it is for', 'default', 'allowed'],
    settings.map((setting) => [
      codeCell(setting.name),
      cell(setting.meaning) + remarks(setting),
      setting.initial === undefined ? '' : codeCell(setting.initial),
      cell(setting.allowed),
    ]),
  );
  return `${head}\n\n${table}\n`;
}

/** What has to be known of a setting before its value is written anywhere. */
function remarks({ isRequired, isSecret }: Setting<unknown>): string {
  return `${isRequired ? ' Required.' : ''}${isSecret ? ' Secret: never shown in logs and messages.' : ''}`;
}

const head = `# Settings of the connector

The connector reads its settings from the environment. In Azure they are the app settings of the Function App, and the deployment writes all that are needed; on your machine they are environment variables of \`npm run connector -- --once\`.

They are checked at the start of every run. A value that cannot be used fails the run, and the message names the setting.

This page is made from the code. After a change there, \`npm run test:update\` writes it anew.`;
