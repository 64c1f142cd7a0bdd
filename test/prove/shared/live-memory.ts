/** What a server in a process of its own really holds: its heap after a collection, asked by V8's own inspector. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** Given to a server's environment: it opens the inspector that no signal opens. Its children have the same environment, and don't. */
export function inspectorAt(port: number): Readonly<Record<string, string>> {
  const open = `if(process.argv.includes('serve'))(await import('node:inspector')).open(${port},'127.0.0.1')`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(open)}` };
}

export class LiveMemory {
  readonly #port: number;
  #socket: WebSocket | undefined;
  #asked = 0;

  constructor(port: number) {
    this.#port = port;
  }

  /** Megabytes of objects and of buffers that are still held after a collection. */
  async weigh(): Promise<number> {
    await this.#open();
    await this.#ask('HeapProfiler.collectGarbage');
    const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';
    const answer = await this.#ask('Runtime.evaluate', { expression });
    return (answer as { result: { value: number } }).result.value / 1024 / 1024;
  }

  close(): void {
    this.#socket?.close();
  }

  async #open(): Promise<void> {
    if (this.#socket?.readyState === WebSocket.OPEN) return;
    for (let tries = 0; ; tries += 1) {
      try {
        const list = await fetch(`http://127.0.0.1:${this.#port}/json/list`);
        const [target] = (await list.json()) as { webSocketDebuggerUrl: string }[];
        this.#socket = await opened(new WebSocket(target?.webSocketDebuggerUrl ?? ''));
        return;
      } catch (error) {
        if (tries === 50) throw error;
        await sleep(100);
      }
    }
  }

  #ask(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#asked;
    const socket = this.#socket;
    return new Promise((answered, fail) => {
      const hear = (data: Buffer): void => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: unknown };
        if (answer.id !== id) return;
        socket?.off('message', hear).off('close', fail);
        answered(answer.result);
      };
      socket?.on('message', hear).once('close', fail);
      socket?.send(JSON.stringify({ id, method, params }));
    });
  }
}

function opened(socket: WebSocket): Promise<WebSocket> {
  return new Promise((open, fail) => {
    socket.once('open', () => open(socket));
    socket.once('error', fail);
  });
}
