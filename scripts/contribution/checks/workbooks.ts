import { isDeepStrictEqual } from 'node:util';
import { isList, textAt } from '../../certify/node.ts';
import type { Json, JsonObject } from '../../model/arm.ts';
import type { ContributionCheck } from '../check.ts';
import { galleryWorkbooks, previewImages, workbookEntry, workbookLogos } from '../place.ts';
import { pathsLike, readJson, readObject, type Tree } from '../tree.ts';

const workbookFile = /(?:^|\/)Workbooks\/(?!WorkbooksMetadata)[^/]*\.json$/;

export const workbookTemplate: ContributionCheck = {
  name: 'Workbook template',
  source: '.script/workbooksValidations, .script/utils/workbookCheckers/workbookTemplateCheckers',
  remedy: 'Give the workbook the schema and version of a workbook, and a fromTemplateId of its own.',
  *run({ tree, folder }) {
    const files = pathsLike(tree, workbookFile);
    for (const file of files) {
      const workbook = readObject(tree, file);
      if (!textAt(workbook, '$schema').includes('schema/workbook.json'))
        yield { file, reason: 'it does not name the schema of workbooks' };
      if (workbook['version'] !== 'Notebook/1.0') yield { file, reason: 'its version is not Notebook/1.0' };
      const from = textAt(workbook, 'fromTemplateId');
      if (from === '' || from === 'sentinel-UserWorkbook')
        yield { file, reason: `it has the fromTemplateId "${from}"` };
    }
    for (const file of files.filter((path) => path.startsWith(folder))) {
      const twin = `${galleryWorkbooks}/${file.split('/').at(-1) ?? ''}`;
      if (!isDeepStrictEqual(readJson(tree, file), readJson(tree, twin)))
        yield { file, reason: `it differs from ${twin}` };
    }
  },
};

const requiredTexts = [
  'workbookKey',
  'logoFileName',
  'description',
  'version',
  'title',
  'templateRelativePath',
  'provider',
];
const requiredLists = ['dataTypesDependencies', 'dataConnectorsDependencies', 'previewImagesFileNames'];
const otherKeys = [
  'subtitle',
  'featureFlag',
  'source',
  'author',
  'support',
  'categories',
  'threatAnalysisTactics',
  'threatAnalysisTechniques',
];

export const workbookMetadata: ContributionCheck = {
  name: 'Workbook metadata',
  source: '.script/workbooksMetadataValidator.ts, .script/utils/workbookCheckers',
  remedy: 'Correct the workbook in workbooks/ and its pictures; raise its version when it changes.',
  *run({ tree, lock }) {
    const entry = readObject(tree, workbookEntry);
    const locked = lock.items.find(({ kind, id }) => kind === 'Workbook' && id === entry['workbookKey']);
    const faults = [
      ...formFaults(entry),
      ...fileFaults(entry, tree),
      ...(locked?.version === entry['version'] ? [] : ['its key and version are not among the locked ones']),
    ];
    for (const reason of faults) yield { file: workbookEntry, reason };
  },
};

function* formFaults(entry: JsonObject): Iterable<string> {
  for (const key of requiredTexts) if (textAt(entry, key) === '') yield `it lacks ${key}`;
  if (typeof entry['subtitle'] !== 'string') yield 'it lacks subtitle, which may be empty';
  for (const key of requiredLists) {
    const list = entry[key];
    if (!isList(list)) yield `it lacks the list ${key}`;
    else if (list.some((item) => typeof item !== 'string' || item === '')) yield `${key} holds an empty text`;
  }
  const known = new Set([...requiredTexts, ...requiredLists, ...otherKeys]);
  for (const key of Object.keys(entry).filter((name) => !known.has(name))) yield `${key} is not known there`;
}

/** Logo, pictures and template lie where the entry says. */
function* fileFaults(entry: JsonObject, tree: Tree): Iterable<string> {
  const files = new Set(tree.files.map(({ path }) => path));
  const wanted = [
    `${workbookLogos}/${textAt(entry, 'logoFileName')}`,
    `${galleryWorkbooks}/${textAt(entry, 'templateRelativePath')}`,
    ...previewNames(entry).map((name) => `${previewImages}/${name}`),
  ];
  for (const path of wanted.filter((name) => !files.has(name))) yield `${path} is missing`;
}

/** The first bytes of every PNG. Source: the PNG specification, 5.2. */
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export const previewPictures: ContributionCheck = {
  name: 'Workbook preview images',
  source: '.script/utils/workbookCheckers/previewImageChecker.ts',
  remedy: 'Build the contribution anew: the pictures are drawn from the workbook.',
  *run({ tree }) {
    const names = previewNames(readObject(tree, workbookEntry));
    for (const shade of ['Black', 'White']) {
      if (!names.some((name) => new RegExp(`${shade}\\d*\\.png$`, 'i').test(name)))
        yield { file: workbookEntry, reason: `no picture has a name that ends in ${shade}.png` };
    }
    for (const name of names.filter((n) => !/(?:black|white)\d*\.png$/i.test(n)))
      yield { file: workbookEntry, reason: `the name ${name} does not end in Black or White and .png` };
    for (const { path, bytes } of tree.files.filter((file) => file.path.startsWith(`${previewImages}/`))) {
      if (!pngSignature.equals(bytes.subarray(0, pngSignature.length)))
        yield { file: path, reason: 'it is no PNG' };
    }
  },
};

function previewNames(entry: JsonObject): string[] {
  const list: Json | undefined = entry['previewImagesFileNames'];
  return isList(list) ? list.filter((name) => typeof name === 'string') : [];
}
