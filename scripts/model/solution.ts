/** solution/solution.yaml */
export interface SolutionFile {
  readonly name: string;
  /** `3.x.y`: 3 selects the packages of Content Hub's third generation. */
  readonly version: string;
  readonly publisherId: string;
  readonly offerId: string;
  readonly publisher: string;
  readonly author: string;
  readonly support: Support;
  /** `YYYY-MM-DD`. */
  readonly firstPublishDate: string;
  readonly lastPublishDate: string;
  readonly providers: readonly string[];
  readonly domains: readonly string[];
  readonly verticals?: readonly string[];
  /** Markdown. */
  readonly description: string;
  /** Address of the public repository, without a slash at its end. */
  readonly repository: string;
  /** File names without extension, in the order of the package. */
  readonly rules: readonly string[];
  readonly workbooks: readonly string[];
  readonly watchlists: readonly string[];
}

interface Support {
  readonly name: string;
  readonly tier: 'Microsoft' | 'Partner' | 'Community';
  readonly link?: string;
  readonly email?: string;
}

/** solution/regions.yaml */
export interface RegionsFile {
  readonly regions: readonly { readonly label: string; readonly host: string }[];
}

/** solution/api-versions.yaml: resource type → version. */
export interface ApiVersionsFile {
  readonly content: Readonly<Record<string, { readonly packager: string; readonly stable: string }>>;
  readonly infrastructure: Readonly<Record<string, string>>;
}

/** `<publisherId>.<offerId>`, by which Content Hub knows the solution. */
export function solutionId(solution: SolutionFile): string {
  return `${solution.publisherId}.${solution.offerId}`;
}

/** Where a file of the released version can be read without signing in. */
export function releasedFile(
  { repository, version }: Pick<SolutionFile, 'repository' | 'version'>,
  path: string,
): string {
  const raw = repository.replace('https://github.com/', 'https://raw.githubusercontent.com/');
  return `${raw}/v${version}/${path}`;
}
