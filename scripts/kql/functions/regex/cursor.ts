import { RegexError } from './syntax.ts';

/** Flags in force at a place of the expression. */
export interface Flags {
  /** i */
  readonly ignoreCase: boolean;
  /** m */
  readonly multiLine: boolean;
  /** s */
  readonly dotAll: boolean;
  /** U */
  readonly swapGreed: boolean;
  /** x */
  readonly verbose: boolean;
  /** u, on from the start */
  readonly unicode: boolean;
}

/** Reads the text of an expression by code points. */
export class Cursor {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#characters = [...text];
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  /** The character at some distance; the empty text beyond the end. */
  peek(distance = 0): string {
    return this.#characters[this.#at + distance] ?? '';
  }

  next(): string {
    if (this.isAtEnd) throw this.error('it ends too early');
    return this.#characters[this.#at++] as string;
  }

  /** Steps over a text if it stands here. */
  eat(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.peek(i) !== text[i]) return false;
    this.#at += text.length;
    return true;
  }

  /** All up to a character, which is stepped over. */
  until(end: string): string {
    let text = '';
    for (let next = this.next(); next !== end; next = this.next()) text += next;
    return text;
  }

  /** Blanks and comments, which mean nothing under the flag x. */
  skipBlanks(): void {
    while (!this.isAtEnd) {
      if (this.peek() === '#') {
        while (!this.isAtEnd && this.peek() !== '\n') this.#at++;
      } else if (/^\p{White_Space}$/u.test(this.peek())) {
        this.#at++;
      } else {
        return;
      }
    }
  }

  error(why: string): RegexError {
    return new RegexError(`${why} (at character ${this.#at + 1})`);
  }
}
