/** A client of the YAML language server that editors use: just enough of the protocol for tests. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../scripts/testing/project.ts';

const require = createRequire(import.meta.url);

export interface Position {
  /** From 0, as in the protocol. */
  readonly line: number;
  readonly character: number;
}

export interface Problem {
  readonly range: { readonly start: Position };
  readonly message: string;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #judged = new Map<string, (problems: readonly Problem[]) => void>();
  readonly #settings: Readonly<Record<string, unknown>>;
  #received = Buffer.alloc(0);
  #lastId = 0;

  private constructor(settings: Readonly<Record<string, unknown>>) {
    const server = require.resolve('yaml-language-server/bin/yaml-language-server');
    this.#settings = settings;
    this.#process = spawn(process.execPath, [server, '--stdio'], { cwd: projectRoot });
    this.#process.stdout.on('data', (bytes: Buffer) => this.#receive(bytes));
  }

  /** Starts the server in the folder of the project, with settings of its sections. */
  static async start(settings: Readonly<Record<string, unknown>>): Promise<LanguageServer> {
    const server = new LanguageServer(settings);
    const uri = pathToFileURL(projectRoot).href;
    await server.#request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'project' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: { hover: { contentFormat: ['markdown'] } },
      },
    });
    server.#send({ method: 'initialized', params: {} });
    return server;
  }

  /** Opens a text as the file at `path`, each path once, and returns what the server says is wrong with it. */
  async open(path: string, text: string): Promise<readonly Problem[]> {
    const uri = uriOf(path);
    const judged = new Promise<readonly Problem[]>((done) => void this.#judged.set(uri, done));
    this.#send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
    });
    return judged;
  }

  /** What can be written at a position. */
  async complete(path: string, position: Position): Promise<string[]> {
    const textDocument = { uri: uriOf(path) };
    const result = await this.#request('textDocument/completion', { textDocument, position });
    return (result as { readonly items: readonly { readonly label: string }[] }).items.map(
      ({ label }) => label,
    );
  }

  /** What is shown where the mouse rests. */
  async hover(path: string, position: Position): Promise<string> {
    const textDocument = { uri: uriOf(path) };
    const result = await this.#request('textDocument/hover', { textDocument, position });
    return (result as { readonly contents: { readonly value: string } } | null)?.contents.value ?? '';
  }

  async stop(): Promise<void> {
    await this.#request('shutdown', null);
    this.#send({ method: 'exit' });
  }

  #request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((done, fail) => {
      this.#waiting.set(id, ({ result, error }) => (error ? fail(new Error(error.message)) : done(result)));
      this.#send({ id, method, params });
    });
  }

  #send(message: Message): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }), 'utf8');
    this.#process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#process.stdin.write(body);
  }

  /** Each message is a header with the number of its bytes, an empty line, and JSON. */
  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const start = this.#received.indexOf('\r\n\r\n') + 4;
      const [, length] = /Content-Length: (\d+)/i.exec(this.#received.toString('latin1', 0, start)) ?? [];
      if (start < 4 || length === undefined || this.#received.length < start + Number(length)) return;
      const body = this.#received.subarray(start, start + Number(length)).toString('utf8');
      this.#received = this.#received.subarray(start + Number(length));
      this.#handle(JSON.parse(body) as Message);
    }
  }

  #handle(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) {
      this.#waiting.get(id ?? 0)?.(message);
    } else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as {
        readonly uri: string;
        readonly diagnostics: readonly Problem[];
      };
      this.#judged.get(uri)?.(diagnostics);
    } else if (method === 'workspace/configuration') {
      const { items } = params as { readonly items: readonly { readonly section: string }[] };
      const result = items.map(({ section }) => this.#settings[section] ?? null);
      this.#send({ ...(id !== undefined && { id }), result });
    } else if (id !== undefined) {
      this.#send({ id, result: null });
    }
  }
}

function uriOf(path: string): string {
  return pathToFileURL(join(projectRoot, path)).href;
}
