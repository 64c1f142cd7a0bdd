/** Those who get the alerts of a campaign: an HTTP server that checks the signature, and an SMTP server. Both fail, hang, or take a notification and cut the line. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { selfSigned } from '../../storage/tds/certificate.js';

export const WEBHOOK_KEY = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
export const MAIL_USER = 'venue';
export const MAIL_PASSWORD = 'a password of a campaign';

/** What happens to a delivery. CUT: it is taken, and the sender never learns that. */
export type Mood = 'TAKE' | 'FAIL' | 'HANG' | 'CUT';

export interface Taken {
  /** The same at each try. */
  readonly delivery: string;
  /** e.g. `OPENED 0f3c…`; of an e-mail its title. */
  readonly about: string;
}

export interface Receiver {
  readonly port: number;
  readonly taken: readonly Taken[];
  /** What must not be: a foreign signature, an e-mail without TLS. */
  readonly untrue: readonly string[];
  /** How often each happened. */
  readonly moods: ReadonlyMap<Mood, number>;
  close(): Promise<void>;
}

/** `moodOf`: of the first try of a delivery, by how many came before it. Each later try is taken. */
export type MoodOf = (index: number) => Mood;

class Book {
  readonly taken: Taken[] = [];
  readonly untrue: string[] = [];
  readonly moods = new Map<Mood, number>();
  readonly #tried = new Set<string>();
  readonly #moodOf: MoodOf;

  constructor(moodOf: MoodOf) {
    this.#moodOf = moodOf;
  }

  enter(taken: Taken): Mood {
    const mood = this.#tried.has(taken.delivery) ? 'TAKE' : this.#moodOf(this.#tried.size);
    this.#tried.add(taken.delivery);
    this.moods.set(mood, (this.moods.get(mood) ?? 0) + 1);
    if (mood === 'TAKE' || mood === 'CUT') this.taken.push(taken);
    return mood;
  }
}

/** `delayMs`: of each answer. */
export async function httpReceiver(moodOf: MoodOf, delayMs: () => number = () => 0): Promise<Receiver> {
  const book = new Book(moodOf);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const headers = request.headers as Record<string, string>;
    try {
      new Webhook(WEBHOOK_KEY).verify(body, headers);
    } catch (error) {
      book.untrue.push(`a webhook that its key did not sign: ${String(error)}`);
    }
    const { type, data } = JSON.parse(body) as { type: string; data: { alert: { id: string } } };
    const about = `${type.replace('alert.', '').toUpperCase()} ${data.alert.id}`;
    const mood = book.enter({ delivery: headers['webhook-id'] ?? '', about });
    if (mood === 'HANG') return;
    await sleep(delayMs());
    if (mood === 'CUT') return void response.destroy();
    response.writeHead(mood === 'FAIL' ? 500 : 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ port, taken: book.taken, untrue: book.untrue, moods: book.moods },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function mailReceiver(moodOf: MoodOf): Promise<Receiver> {
  const book = new Book(moodOf);
  const server = new SMTPServer({
    ...selfSigned(),
    onAuth: ({ username, password }, _session, done) =>
      username === MAIL_USER && password === MAIL_PASSWORD
        ? done(null, { user: username })
        : done(new Error('refused')),
    onData: async (stream, { id, secure }, done) => {
      const { subject = '', messageId = '' } = await simpleParser(stream);
      if (!secure) book.untrue.push(`an e-mail without TLS: ${subject}`);
      const delivery = messageId.replace(/^<|@.*$/g, '');
      const mood = book.enter({ delivery, about: subject.replace(/ \(.*$/, '') });
      if (mood === 'HANG') return;
      if (mood === 'CUT') return cut(server, id);
      done(mood === 'FAIL' ? Object.assign(new Error('busy'), { responseCode: 452 }) : null);
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    ...{ port, taken: book.taken, untrue: book.untrue, moods: book.moods },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function cut(server: SMTPServer, id: string): void {
  const connections = server.connections as unknown as ReadonlySet<{
    readonly id: string;
    readonly _socket: { destroy(): void };
  }>;
  for (const connection of connections) if (connection.id === id) connection._socket.destroy();
}

/** Each that has more than one delivery ID: its receiver could not know a repeated one. */
export function ambiguous(taken: readonly Taken[]): readonly string[] {
  const ids = Map.groupBy(taken, ({ about }) => about);
  return [...ids].flatMap(([about, those]) => {
    const deliveries = new Set(those.map(({ delivery }) => delivery));
    return deliveries.size > 1 ? [`${about} came under ${deliveries.size} delivery IDs`] : [];
  });
}
