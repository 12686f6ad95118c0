import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { Json } from '../model/arm.ts';

interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** What the .NET runtime is told, in every process of the CLI. */
export const runtimeSettings = {
  // The CLI otherwise wants a library that lean machines lack.
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
  // A process of seconds does not win back what it costs to find out which code is worth more work.
  DOTNET_TieredPGO: '0',
};

/**
 * A Bicep CLI that answers one question after the other over JSON-RPC: most of what a process of its own
 * for each would take goes into compiling the CLI. It ends when its standard input does, thus with whoever
 * started it, and keeps nobody from ending.
 */
export class BicepProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  readonly #ended: Promise<never>;
  #received = Buffer.alloc(0);
  #asked = 0;

  constructor(cli: string) {
    this.#child = spawn(cli, ['jsonrpc', '--stdio'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...runtimeSettings },
    });
    this.#ended = once(this.#child, 'exit').then(([status]) => {
      throw new Error(`bicep jsonrpc ended with ${status}.`);
    });
    // Told to whoever asks.
    this.#ended.catch(() => undefined);
    this.#child.stdin.on('error', () => undefined);
    this.#child.stdout.on('data', (part: Buffer) => this.#take(part));
    this.#hold(false);
  }

  /** Throws with the CLI's own words where it cannot answer. */
  async ask(method: string, question: Json): Promise<unknown> {
    const id = ++this.#asked;
    const body = JSON.stringify({ jsonrpc: '2.0', id, method, params: [question] });
    const answered = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    this.#hold(true);
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    try {
      const { result, error } = await Promise.race([answered, this.#ended]);
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    } finally {
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#hold(false);
    }
  }

  #take(part: Buffer): void {
    this.#received = Buffer.concat([this.#received, part]);
    for (;;) {
      const head = this.#received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.toString('latin1', 0, head))?.[1]);
      const [start, end] = [head + 4, head + 4 + length];
      if (this.#received.length < end) return;
      const reply = JSON.parse(this.#received.toString('utf8', start, end)) as Reply;
      this.#received = this.#received.subarray(end);
      this.#waiting.get(reply.id)?.(reply);
    }
  }

  /** Whether this process waits for the other. */
  #hold(isHeld: boolean): void {
    // Pipes are sockets, which their type does not tell.
    const pipes = [this.#child.stdin, this.#child.stdout] as unknown as readonly Socket[];
    for (const one of [this.#child, ...pipes]) {
      if (isHeld) one.ref();
      else one.unref();
    }
  }
}
