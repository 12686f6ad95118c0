import type { DiagnosisCode } from './diagnosis.ts';
import { Refusal, shownValue, type Setting } from './settings-form.ts';
import { settingTable } from './setting-table.ts';
import { parseApiEndpoint, regions } from './api-endpoint.ts';

type Value<S> = S extends { readonly parse: (text: string) => infer R } ? Exclude<R, Refusal> : never;
type Initial<S> = S extends { readonly initial: string } | { readonly isRequired: true } ? never : undefined;

/** Settings of the connector, checked; names as in the table. */
export type Settings = Omit<Values, 'apiEndpoint'> & {
  /** Without a slash at its end. */
  readonly apiEndpoint: string;
};

type Values = {
  readonly [K in keyof typeof settingTable]:
    Value<(typeof settingTable)[K]> | Initial<(typeof settingTable)[K]>;
};

export interface SettingProblem {
  readonly setting: string;
  readonly code: Extract<DiagnosisCode, 'setting-invalid' | 'api-endpoint-invalid'>;
  /** For the operator; never holds a secret. */
  readonly message: string;
}

/** `sending`: settings with which the problems can still be reported as a health row. */
export type SettingsReading =
  | { readonly settings: Settings; readonly problems?: never }
  | { readonly problems: readonly SettingProblem[]; readonly sending?: Settings; readonly settings?: never };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Without these nothing can be sent. */
const neededToSend: ReadonlySet<string> = new Set([
  'LOGS_INGESTION_ENDPOINT',
  'DCR_IMMUTABLE_ID',
  'DCR_STREAM_NAME',
  'MONITOR_AUDIENCE',
]);

/**
 * Reads all settings. `longestRunSeconds` is the platform's limit of an invocation, where there is one: the
 * budget has to end 30 s before it (connector.md 2).
 */
export function readSettings(environment: Environment, longestRunSeconds?: number): SettingsReading {
  const env = withOlderNames(environment);
  const problems: SettingProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries<Setting<unknown>>(settingTable)) {
    values[key] = readOne(setting, env[setting.name]?.trim() ?? '', problems);
  }
  const endpoint = parseApiEndpoint(values['apiEndpoint'], values['allowCustomApiEndpoint'] === true);
  if (endpoint instanceof Refusal) {
    problems.push({ setting: 'apiEndpoint', code: 'api-endpoint-invalid', message: endpoint.text });
  }
  const settings = {
    ...values,
    apiEndpoint: endpoint instanceof Refusal ? regions[0] : endpoint,
  } as Settings;
  problems.push(...checkTogether(settings, longestRunSeconds));
  if (problems.length === 0) return { settings };
  const canSend = !problems.some(({ setting }) => neededToSend.has(setting));
  return canSend ? { problems, sending: settings } : { problems };
}

/** The value, or the initial one where the value is not usable. */
function readOne(setting: Setting<unknown>, given: string, problems: SettingProblem[]): unknown {
  const initial = setting.initial === undefined ? undefined : setting.parse(setting.initial);
  if (given === '') {
    if (setting.isRequired)
      problems.push(
        problem(setting.name, `The setting ${setting.name} is missing; it must be ${setting.allowed}.`),
      );
    return initial;
  }
  const value = setting.parse(given);
  if (!(value instanceof Refusal)) return value;
  problems.push(
    problem(
      setting.name,
      `The setting ${setting.name}${shownValue(setting, given)} cannot be used: ${value.text}.`,
    ),
  );
  return initial;
}

function checkTogether(settings: Settings, longestRunSeconds: number | undefined): readonly SettingProblem[] {
  const found: SettingProblem[] = [];
  if (!settings.storageConnection && !settings.storageAccount && !settings.storageBlobUri) {
    found.push(
      problem(
        'AzureWebJobsStorage',
        'The setting AzureWebJobsStorage or AzureWebJobsStorage__accountName is missing.',
      ),
    );
  }
  const most = longestRunSeconds === undefined ? Infinity : longestRunSeconds - 30;
  if (settings.runBudgetSeconds > most) {
    found.push(
      problem(
        'RUN_BUDGET_SECONDS',
        `The setting RUN_BUDGET_SECONDS must be at most ${most}: 30 seconds less than the function's own limit.`,
      ),
    );
  }
  const { backfillFrom, backfillTo } = settings;
  if (backfillFrom !== undefined && backfillTo !== undefined && backfillFrom >= backfillTo) {
    found.push(problem('BACKFILL_TO', 'The setting BACKFILL_TO must be later than BACKFILL_FROM.'));
  }
  if (backfillFrom === undefined && backfillTo !== undefined) {
    found.push(
      problem('BACKFILL_FROM', 'The setting BACKFILL_FROM is missing, though BACKFILL_TO is there.'),
    );
  }
  return found;
}

function problem(setting: string, message: string): SettingProblem {
  return { setting, code: 'setting-invalid', message };
}

/** The earlier function had the address of the stream in one piece. */
function withOlderNames(environment: Environment): Environment {
  const older = /^(https?:\/\/[^/]+)\/dataCollectionRules\/([^/?]+)\/streams\/([^/?]+)/i.exec(
    environment['dataCollectionEndpoint']?.trim() ?? '',
  );
  if (older === null) return environment;
  const [, LOGS_INGESTION_ENDPOINT, DCR_IMMUTABLE_ID, DCR_STREAM_NAME] = older;
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => (value ?? '').trim() !== ''),
  );
  return { LOGS_INGESTION_ENDPOINT, DCR_IMMUTABLE_ID, DCR_STREAM_NAME, ...given };
}
