/** SQL Server Browser as a client sees it, on 127.0.0.1: it answers as MC-SQLR says, after as many lost datagrams as a test needs. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export class ScriptedBrowser {
  /** As `InstanceName;...;tcp;1433` in the answer; `tcp` is left out where there is no port. */
  instances: readonly { readonly name: string; readonly port?: number }[] = [];
  /** Datagrams that get no answer. */
  lost = 0;
  /** What another program of this machine answers first. */
  forged: typeof this.instances | undefined;
  readonly #socket = createSocket('udp4');
  readonly #forger = createSocket('udp4');

  get port(): number {
    return this.#socket.address().port;
  }

  async start(): Promise<this> {
    this.#socket.on('message', (request, { port, address }) => {
      const answer = () => this.#socket.send(answerOf(this.instances), port, address);
      if (request[0] !== 3 || this.lost > 0) this.lost -= 1;
      else if (this.forged) this.#forger.send(answerOf(this.forged), port, address, answer);
      else answer();
    });
    this.#socket.bind(0, '127.0.0.1');
    await once(this.#socket, 'listening');
    return this;
  }

  stop(): void {
    this.#socket.close();
    this.#forger.close();
  }
}

function answerOf(instances: ScriptedBrowser['instances']): Buffer {
  const one = ({ name, port }: (typeof instances)[number]) =>
    `ServerName;TILL-1;InstanceName;${name};IsClustered;No;Version;15.0.2000.5${port === undefined ? '' : `;tcp;${port}`};;`;
  const text = Buffer.from(instances.map(one).join(''), 'latin1');
  return Buffer.concat([Buffer.from([5, text.length & 0xff, text.length >> 8]), text]);
}
