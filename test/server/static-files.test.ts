import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { serveStaticFiles } from '../../src/server/http/static-files.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const folder = folderOfTest();
let app: FastifyInstance;
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

beforeEach(() => {
  mkdirSync(folder('assets', 'deeper'), { recursive: true });
  writeFileSync(folder('index.html'), '<!doctype html>console');
  writeFileSync(folder('ide.html'), '<!doctype html>ide');
  mkdirSync(folder('help', 'pictures'), { recursive: true });
  writeFileSync(folder('help', 'pictures', 'help-venue-dark.png'), 'png');
  writeFileSync(folder('help', 'pictures', 'notes.txt'), 'notes');
  writeFileSync(folder('help', 'console.html'), '<!doctype html>help');
  writeFileSync(folder('help', 'sql-server.html'), '<!doctype html>sql');
  writeFileSync(folder('favicon.svg'), '<svg/>');
  writeFileSync(folder('secret.txt'), 'secret');
  writeFileSync(folder('assets', 'a-1.js'), 'export {}');
  writeFileSync(folder('assets', 'a-1.js.br'), brotliCompressSync('export {}'));
  writeFileSync(folder('assets', 'a-1.js.gz'), gzipSync('export {}'));
  writeFileSync(folder('assets', 'deeper', 'b.js'), 'export {}');
  writeFileSync(folder('assets', '.hidden.js'), 'export {}');
  app = Fastify({ exposeHeadRoutes: false });
  serveStaticFiles(app, folder());
});
afterEach(async () => {
  await app.close();
});

describe('the files of the console', () => {
  it('are answered with a type and the time that they may be kept', async () => {
    const page = await get('/');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    });
    const script = await get('/assets/a-1.js');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(script.headers['content-type']).toBe('application/javascript; charset=utf-8');
  });

  it.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('come as the build compressed them to anyone who accepts %s', async (accepted, coding, unpack) => {
    const script = await get('/assets/a-1.js', { 'accept-encoding': accepted });
    expect(script.headers).toMatchObject({
      'content-encoding': coding,
      'content-type': 'application/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(unpack(script.rawPayload).toString()).toBe('export {}');
    // What has no copy comes as it is.
    expect((await get('/', { 'accept-encoding': accepted })).body).toBe('<!doctype html>console');
  });

  it('come as they are to anyone who accepts no coding, and vary by it all the same', async () => {
    const script = await get('/assets/a-1.js', { 'accept-encoding': 'identity' });
    expect(script.headers['content-encoding']).toBeUndefined();
    expect(script.headers['vary']).toBe('accept-encoding');
    expect(script.body).toBe('export {}');
  });

  it('are not sent again to anyone who has the same page', async () => {
    const { etag } = (await get('/')).headers;
    const again = await get('/', { 'if-none-match': String(etag) });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
  });

  it('let the editor, and only the editor, write styles into its page', async () => {
    expect((await get('/ide')).headers['content-security-policy']).toContain(
      "style-src 'self' 'unsafe-inline'",
    );
    expect((await get('/')).headers['content-security-policy']).toBeUndefined();
  });

  it('are the help too, the console’s own part first', async () => {
    const pages = await Promise.all(['/help', '/help/console', '/help/sql-server'].map((url) => get(url)));
    expect(pages.map(({ body }) => body.slice(15))).toEqual(['help', 'help', 'sql']);
    expect(pages.map(({ headers }) => headers['cache-control'])).toEqual(Array(3).fill('no-cache'));
  });

  it('are the pictures of the help, asked about each time like its pages', async () => {
    const { body, headers } = await get('/help/pictures/help-venue-dark.png');
    expect([body, headers['content-type'], headers['cache-control']]).toEqual([
      'png',
      'image/png',
      'no-cache',
    ]);
  });

  it.each([
    '/index.html',
    '/help/',
    '/help/console.html',
    '/help/nothing',
    '/help/..%2fsecret',
    '/help/../secret.txt',
    '/help/console/x',
    '/help/pictures',
    '/help/pictures/notes.txt',
    '/help/pictures/nothing.png',
    '/help/pictures/..%2fconsole.png',
    '/secret.txt',
    '/assets',
    '/assets/',
    '/assets/deeper',
    '/assets/deeper/b.js',
    '/assets/../secret.txt',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e%2fsecret.txt',
    '/assets/a-1.js%00',
    '/assets/a-1.js.br',
    '/assets/a-1.js/',
    '/assets/.hidden.js',
    '/assets//a-1.js',
    '/assets/nothing.js',
  ])('are not left by %s', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['cache-control']).toBeUndefined();
  });

  it('are those of a build that came after the start', async () => {
    await get('/');
    writeFileSync(folder('assets', 'c-2.js'), 'export {}');
    writeFileSync(folder('index.html'), '<!doctype html>newer');
    utimesSync(folder('index.html'), new Date(), new Date(Date.now() + 5_000));
    expect((await get('/')).body).toContain('newer');
    expect((await get('/assets/c-2.js')).statusCode).toBe(200);
  });

  it('are none where there is no build', async () => {
    const other = Fastify();
    serveStaticFiles(other, folder('nowhere'));
    expect((await other.inject('/')).statusCode).toBe(404);
    await other.close();
  });
});
