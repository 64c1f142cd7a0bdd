/** SQL Server Browser, which knows the TCP port of a named instance: one datagram there, one back (Microsoft's specification MC-SQLR). */
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlBrowserInstance } from '../../domain/ports/installation.js';

const BROWSER_PORT = 1434;
/** "All instances, to me alone", and the first byte of its answer. */
const CLNT_UCAST_EX = Buffer.from([3]);
const SVR_RESP = 5;
/** Before the text: SVR_RESP, and its length in two bytes. */
const HEADER = 3;
/** Three tries, as datagrams get lost; together they leave time for the connection (CONNECT_MS). */
const TRIES = 3;
const TRY_MS = 1000;

/** Undefined: it did not respond. Throws where the server's name is unknown. */
export async function queryBrowser(
  server: string,
  port: number = BROWSER_PORT,
): Promise<readonly SqlBrowserInstance[] | undefined> {
  const done = new AbortController();
  const sockets = (await lookup(server, { all: true })).map(({ address, family }) => ({
    address,
    socket: createSocket(family === 6 ? 'udp6' : 'udp4'),
  }));
  const answer = Promise.withResolvers<Buffer>();
  for (const { socket } of sockets) {
    // Only who has the port that was asked: any program may send to ours, and would lead the login elsewhere.
    socket.on(
      'message',
      (message, from) => from.port === port && message[0] === SVR_RESP && answer.resolve(message),
    );
    // A port that is closed, or a family without a route: the other one may respond.
    socket.on('error', () => undefined);
  }
  try {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      for (const { address, socket } of sockets) socket.send(CLNT_UCAST_EX, port, address);
      const found = await Promise.race([answer.promise, sleep(TRY_MS, undefined, { signal: done.signal })]);
      if (found) return instancesIn(found.toString('latin1', HEADER));
    }
    return undefined;
  } finally {
    done.abort();
    for (const { socket } of sockets) socket.close();
  }
}

/** `Name;value` pairs; two semicolons end an instance. */
function instancesIn(text: string): readonly SqlBrowserInstance[] {
  return text.split(';;').flatMap((part) => {
    const words = part.split(';');
    const named = (name: string) => {
      const at = words.findIndex((word, index) => index % 2 === 0 && word.toLowerCase() === name);
      return at < 0 ? undefined : words[at + 1];
    };
    const name = named('instancename');
    const port = Number(named('tcp'));
    const isPort = Number.isInteger(port) && port > 0 && port < 65_536;
    return name === undefined ? [] : [{ name, port: isPort ? port : undefined }];
  });
}

/** tedious' own look-up sends one datagram in the whole time for a connection: one that is lost fails it. Its port may be another after each start. */
export async function connectToInstance(
  { server, instance, browserPort }: { server: string; instance: string; browserPort?: number | undefined },
  signal: AbortSignal,
): Promise<Socket> {
  const found = await queryBrowser(server, browserPort);
  if (!found) throw new Error('SQL Server Browser did not respond.');
  const port = found.find(({ name }) => name.toLowerCase() === instance.toLowerCase())?.port;
  if (port === undefined) throw new Error(`SQL Server Browser knows no TCP port of ${instance}.`);
  signal.throwIfAborted();
  const socket = connect({ host: server, port, signal });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject);
  });
  return socket;
}
