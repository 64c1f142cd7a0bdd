/**
 * The console and the IDE as the build wrote them. Only files that were listed are ever answered, by the exact address: there is no
 * path to leave the folder by, and no listing to be had.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SECURITY_HEADERS } from './security-headers.js';

interface StaticFile {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Address -> file. */
type StaticFiles = ReadonlyMap<string, StaticFile>;

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
};

/** The editor writes styles into its page as it runs, and draws with data: pictures. */
const IDE_POLICY = `${SECURITY_HEADERS['content-security-policy']}; style-src 'self' 'unsafe-inline'; img-src 'self' data:`;

/** Answers them to whoever may connect: they hold no data, only the way to ask for it. A folder that isn't there has no files. */
export function serveStaticFiles(app: FastifyInstance, folder: string): void {
  let files: StaticFiles = new Map();
  let listedAt: number | undefined;
  /** Listed again once a build has written a new page, so that no page names files that aren't known. */
  const listed = () => {
    const writtenAt = statSync(join(folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs;
    if (writtenAt !== listedAt) files = findStaticFiles(folder);
    listedAt = writtenAt;
    return files;
  };
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const file = listed().get(request.url.split('?', 1)[0] ?? '');
    if (!file) return reply.callNotFound();
    reply.headers(file.headers);
    const { etag } = file.headers;
    if (etag && request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.send(await readFile(file.path));
  };
  for (const url of ['/', '/ide', '/favicon.svg', '/assets/:name']) app.get(url, answer);
}

function findStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  const add = (address: string, name: string, headers: Record<string, string>) => {
    const path = join(folder, name);
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
    if (type && existsSync(path)) files.set(address, { path, headers: { 'content-type': type, ...headers } });
  };
  add('/', 'index.html', pageHeaders(folder, 'index.html'));
  add('/ide', 'ide.html', {
    ...pageHeaders(folder, 'ide.html'),
    'content-security-policy': IDE_POLICY,
  });
  add('/favicon.svg', 'favicon.svg', { 'cache-control': 'public, max-age=86400' });
  for (const name of namesIn(join(folder, 'assets'))) {
    // The name has the content's hash in it.
    add(`/assets/${name}`, join('assets', name), { 'cache-control': 'public, max-age=31536000, immutable' });
  }
  return files;
}

/** A page is asked about each time: a new build has new names in it. */
function pageHeaders(folder: string, name: string): Record<string, string> {
  const path = join(folder, name);
  if (!existsSync(path)) return {};
  const hash = createHash('sha256').update(readFileSync(path)).digest('base64url');
  return { 'cache-control': 'no-cache', etag: `"${hash.slice(0, 22)}"` };
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
