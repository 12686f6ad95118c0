/** One edit of a sample: a text exchanged or appended, the file made or deleted, or its bytes given. */
export interface SampleEdit {
  readonly file: string;
  readonly search?: string;
  /** With it, all from `search` up to this text is exchanged. */
  readonly until?: string;
  readonly replace?: string;
  readonly append?: string;
  readonly create?: string;
  readonly times?: number;
  readonly delete?: true;
  readonly bytes?: string;
}

/** A line or text longer than this is cut: some samples are long on purpose. */
const longestLine = 120;
const mostLines = 12;

/** An edit in the manner of a diff, the indentation of its texts left out. */
export function editText(edit: SampleEdit): string {
  return [`--- ${edit.file}`, ...changes(edit)].join('\n');
}

function changes({
  search,
  until,
  replace,
  append,
  create,
  times,
  delete: isDeleted,
  bytes,
}: SampleEdit): string[] {
  if (isDeleted) return ['# The file is deleted.'];
  if (bytes !== undefined) return [`# The file holds the bytes ${bytes} (base64).`];
  const before = until === undefined ? (search ?? '') : `${search}\n…\n${until}`;
  // What follows the part that is exchanged stays.
  const after = `${append ?? create ?? replace ?? ''}${until === undefined ? '' : `\n${until}`}`;
  return [
    ...(search === undefined ? [] : marked('-', before)),
    ...marked('+', after),
    ...(times === undefined ? [] : [`# The added text stands there ${times} times.`]),
  ];
}

function marked(mark: string, text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const indent = Math.min(...lines.map((line) => line.search(/\S/)), longestLine);
  const shown = lines.slice(0, mostLines).map((line) => `${mark} ${cut(line.slice(indent))}`);
  return lines.length > mostLines ? [...shown, `${mark} …`] : shown;
}

function cut(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}
