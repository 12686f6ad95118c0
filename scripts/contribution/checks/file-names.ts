import type { ContributionCheck } from '../check.ts';

/** The longest path that Git for Windows checks out without a setting, less the folder of a checkout. */
const maximumPath = 200;

export const fileNames: ContributionCheck = {
  name: 'File names',
  source: 'Tools/Create-Azure-Sentinel-Solution/V3/README.md',
  remedy: 'Rename the rule or content, so that its file has a short name of its own on every system.',
  *run({ tree }) {
    const seen = new Map<string, string>();
    for (const { path } of tree.files) {
      // Windows and macOS do not tell capital letters from small ones.
      const key = path.toLowerCase();
      const other = seen.get(key);
      if (other !== undefined) yield { file: path, reason: `${other} has the same name` };
      seen.set(key, path);
      const extension = /\.[^./]+$/.exec(path)?.[0] ?? '';
      if (extension !== extension.toLowerCase())
        yield { file: path, reason: 'its extension has capital letters' };
      if (path.length > maximumPath) yield { file: path, reason: `its path is longer than ${maximumPath}` };
      if (/[<>:"\\|?*]|[. ](?:\/|$)/.test(path))
        yield { file: path, reason: 'Windows does not take its name' };
    }
  },
};
