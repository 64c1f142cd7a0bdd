/** Every guarded field by every kind of caller, over the transport that serves it, compared with test/fixtures/guard-matrix.txt. */
import { readFileSync, writeFileSync } from 'node:fs';
import {
  LEGEND,
  type MatrixCaller,
  type MatrixField,
  matrixCallers,
  matrixFields,
  matrixLine,
  signOf,
} from '../../prove/guards/matrix.js';
import { inParallel } from '../../prove/shared/hosts-row.js';
import { fakeControlPlane } from '../../resolvers/fake-control-plane.js';
import { onceGuarded, post } from './guarded-server.js';
import { open } from './socket-client.js';

const FILE = 'test/fixtures/guard-matrix.txt';

const viewers = new Map(matrixCallers.map(({ id, viewer }) => [id, viewer]));
const { controlPlane } = fakeControlPlane({ signIn: { viewerOf: async (token) => viewers.get(token) } });
const server = onceGuarded(() => controlPlane);

interface GuardAnswer {
  readonly errors?: readonly { readonly extensions: { readonly code: string; readonly gate?: string } }[];
}

const sign = ({ errors = [] }: GuardAnswer) =>
  signOf(errors.map(({ extensions }) => extensions.gate ?? extensions.code));

async function overHttp({ document }: MatrixField, { id, viewer }: MatrixCaller): Promise<string> {
  return sign((await post(server.port, { query: document }, viewer && id)).json);
}

/** A socket of its own for each caller; a caller who is not signed in opens no operation, so that the closing code identifies each. */
async function overSocket(fields: readonly MatrixField[], { id, viewer }: MatrixCaller): Promise<string[]> {
  const client = await open(server.port);
  client.send({ type: 'connection_init', ...(viewer && { payload: { authorization: `Bearer ${id}` } }) });
  const first = await Promise.race([client.next(undefined), client.closed]);
  if (typeof first === 'number') return fields.map(() => (first === 4403 || first === 4401 ? 'U' : '?'));
  const signs: string[] = [];
  for (const [index, { document }] of fields.entries()) {
    client.subscribe(String(index), document);
    const { type, payload } = await client.next(String(index));
    signs.push(sign(type === 'error' ? { errors: payload } : (payload ?? {})));
    client.send({ type: 'complete', id: String(index) });
  }
  client.socket.close();
  await client.closed;
  return signs;
}

test('lets through whom both gates let through, and no one else', async () => {
  const fields = matrixFields().filter(({ root }) => root !== 'subscription');
  const followed = matrixFields().filter(({ root }) => root === 'subscription');
  const sockets: string[][] = [];
  // A few at a time: who hasn't said yet who they are has few places.
  await inParallel(matrixCallers.length, 6, async (index) => {
    sockets[index] = await overSocket(followed, matrixCallers[index] as MatrixCaller);
  });
  const lines: string[] = [];
  for (const field of fields) {
    const http = await Promise.all(matrixCallers.map((caller) => overHttp(field, caller)));
    lines.push(matrixLine(field.name, 'http', http.join('')));
  }
  for (const [row, { name }] of followed.entries())
    lines.push(matrixLine(name, 'ws', sockets.map((signs) => signs[row]).join('')));
  const found = `${LEGEND}${lines.join('\n')}\n`;
  if (process.env['GUARD_MATRIX'] === 'write') writeFileSync(FILE, found);
  expect(found).toBe(readFileSync(FILE, 'utf8'));
  expect(lines.length * matrixCallers.length).toBeGreaterThan(1000);
}, 120_000);
