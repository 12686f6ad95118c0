/** Bytes put aside on disk while there is no room for them in memory. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where bytes stand in the file. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
}

/** A file of this process alone, made when it is first written to, and gone at the latest with the process. */
export class SpillFile {
  #open: { readonly file: number; readonly folder: string } | undefined;
  #end = 0;
  readonly #close = (): void => this.close();

  get length(): number {
    return this.#end;
  }

  write(bytes: Uint8Array): Stretch {
    if (!this.#open) {
      // Nobody but this user can look into a folder made in this way.
      const folder = mkdtempSync(join(tmpdir(), 'backtest-'));
      this.#open = { file: openSync(join(folder, 'rows'), 'w+', 0o600), folder };
      process.once('exit', this.#close);
      // Where a file that is open may be deleted, nothing stays behind however the process ends.
      if (process.platform !== 'win32') rmSync(folder, { recursive: true, force: true });
    }
    const stretch = { start: this.#end, length: bytes.length };
    for (let done = 0; done < bytes.length;)
      done += writeSync(this.#open.file, bytes, done, bytes.length - done, this.#end + done);
    this.#end += bytes.length;
    return stretch;
  }

  read({ start, length }: Stretch): Buffer {
    if (!this.#open) throw new TypeError('nothing was put aside');
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let done = 0; done < length;) {
      const count = readSync(this.#open.file, bytes, done, length - done, start + done);
      if (count === 0) throw new Error('what was put aside is gone');
      done += count;
    }
    return bytes;
  }

  close(): void {
    if (!this.#open) return;
    const { file, folder } = this.#open;
    this.#open = undefined;
    process.off('exit', this.#close);
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}
