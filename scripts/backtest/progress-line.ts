const width = 30;

/** A bar on standard error, where that is a terminal; elsewhere nothing. */
export class ProgressLine {
  readonly #isShown = process.stderr.isTTY === true;
  #last = '';

  show(text: string, share: number): void {
    if (!this.#isShown) return;
    const full = Math.round(Math.min(1, Math.max(0, share)) * width);
    const line = `${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.floor(share * 100)} % ${text}`;
    if (line === this.#last) return;
    this.#last = line;
    process.stderr.write(`\r\u001b[K${line}`);
  }

  /** Leaves no trace. */
  end(): void {
    if (this.#last !== '') process.stderr.write('\r\u001b[K');
    this.#last = '';
  }
}
