import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Declined } from './questions.ts';
import { terminalQuestions } from './terminal-questions.ts';

/** Answers questions with these keys, one after the other. */
function terminal(...keys: readonly string[]) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });
  let shown = '';
  output.on('data', (part: Buffer) => void (shown += part.toString('utf8')));
  const questions = terminalQuestions({ input, output });
  const press = async (): Promise<void> => {
    for (const key of keys) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      input.write(key);
    }
  };
  return { questions, press, shown: () => shown };
}

const down = '\u001b[B';
const enter = '\r';
const choices = Array.from({ length: 3 }, (_, i) => ({
  value: `v${i}`,
  label: `Choice ${i}`,
  hint: `hint ${i}`,
}));

function tooShort(value: string): string | undefined {
  return value.length < 10 ? 'That is too short.' : undefined;
}

describe('questions on a terminal', () => {
  test('choose from a list', async () => {
    const { questions, press, shown } = terminal(down, enter);
    const [answer] = await Promise.all([questions.choose('Which?', choices), press()]);
    expect(answer).toBe('v1');
    expect(shown()).toContain('Which?');
  });

  test('search in a long list', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ value: `v${i}`, label: `Group ${i}` }));
    const { questions, press } = terminal('Group 27', enter);
    const [answer] = await Promise.all([questions.choose('Which?', many), press()]);
    expect(answer).toBe('v27');
  });

  test('take enter for no', async () => {
    const { questions, press } = terminal(enter);
    const [answer] = await Promise.all([questions.confirm('Deploy?'), press()]);
    expect(answer).toBe(false);
  });

  test('take a secret without showing it, and say what is wrong with it', async () => {
    const { questions, press, shown } = terminal('short', enter, '-but-then-long', enter);
    const [answer] = await Promise.all([questions.secret('Key?', tooShort), press()]);
    expect(answer).toBe('short-but-then-long');
    expect(shown()).toContain('That is too short.');
    for (const part of ['short-but', 'hort', 'then']) {
      expect(shown().replaceAll('That is too short.', '')).not.toContain(part);
    }
  });

  test('can be left', async () => {
    const { questions, press } = terminal('\u0003');
    await Promise.all([expect(questions.confirm('Deploy?')).rejects.toThrow(Declined), press()]);
  });
});
