/**
 * Most files and queries are the same in all samples: what is known of them is kept from one sample to the
 * next, so that a sample costs no more than what it changes.
 */
import type { Diagnostic } from '../../scripts/diagnostics/diagnostic.ts';
import type { Binder } from '../../scripts/kql/analyze.ts';
import type { parseYaml, YamlDocument } from '../../scripts/load/yaml.ts';

type CreateBinder = (cacheFolder: string) => Binder;

/** One binder for all, which remembers its answers. */
export function rememberAnswers(createBinder: CreateBinder): CreateBinder {
  let binder: Binder | undefined;
  const schemas = new Map<string, Parameters<Binder>[1]>();
  const answers = new Map<string, ReturnType<Binder>>();
  return (cacheFolder) => (query, schema) => {
    binder ??= createBinder(cacheFolder);
    const schemaText = JSON.stringify(schema);
    const first = schemas.get(schemaText) ?? schema;
    schemas.set(schemaText, first);
    const key = `${schemaText}\n${query}`;
    const answer = answers.get(key) ?? binder(query, first);
    answers.set(key, answer);
    return answer;
  };
}

interface Parsed {
  readonly document: YamlDocument | undefined;
  readonly found: readonly Diagnostic[];
}

/** Parses each text once; its findings are reported each time. */
export function rememberDocuments(parse: typeof parseYaml): typeof parseYaml {
  const known = new Map<string, Parsed>();
  return (source, report) => {
    const key = `${source.path}\n${source.text}`;
    let parsed = known.get(key);
    if (!parsed) {
      const found: Diagnostic[] = [];
      parsed = { document: parse(source, (finding) => void found.push(finding)), found };
      known.set(key, parsed);
    }
    for (const finding of parsed.found) report(finding);
    return parsed.document;
  };
}
