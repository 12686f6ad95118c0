/** A line that one text has and the other has not, with its number from 1 in the text that has it. */
export interface ChangedLine {
  readonly sign: '-' | '+';
  readonly line: number;
  readonly text: string;
}

/**
 * The lines to take out of one text and to put into it to get the other, as few as possible: all that is
 * not in a longest common sequence. Takes time and memory in the product of the lengths, after what both
 * begin and end with; where that would be too much, the whole middle counts as replaced.
 */
export function compareLines(before: string, after: string): ChangedLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const isLong = (endA - start) * (endB - start) > maximumPairs;
  const lengths = isLong ? [] : commonLengths(a.slice(start, endA), b.slice(start, endB));
  const changes: ChangedLine[] = [];
  let [i, j] = [start, start];
  while (i < endA || j < endB) {
    const isCommon = !isLong && i < endA && j < endB && a[i] === b[j];
    const down = lengths[i - start + 1]?.[j - start] ?? -1;
    const right = lengths[i - start]?.[j - start + 1] ?? -1;
    if (isCommon) [i, j] = [i + 1, j + 1];
    else if (i < endA && (j >= endB || down >= right)) {
      changes.push({ sign: '-', line: i + 1, text: a[i] ?? '' });
      i += 1;
    } else {
      changes.push({ sign: '+', line: j + 1, text: b[j] ?? '' });
      j += 1;
    }
  }
  return changes;
}

/** Two texts of 2,000 lines each; queries have a tenth of that. */
const maximumPairs = 4_000_000;

/** Length of the longest common sequence of what follows each pair of places. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (!row) continue;
      row[j] =
        a[i] === b[j]
          ? (lengths[i + 1]?.[j + 1] ?? 0) + 1
          : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
