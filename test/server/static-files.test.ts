import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { serveStaticFiles } from '../../src/server/static-files.js';

let folder: string;
let app: FastifyInstance;
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-static-'));
  mkdirSync(join(folder, 'assets', 'deeper'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>console');
  writeFileSync(join(folder, 'ide.html'), '<!doctype html>ide');
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'assets', 'a-1.js'), 'export {}');
  writeFileSync(join(folder, 'assets', 'deeper', 'b.js'), 'export {}');
  app = Fastify({ exposeHeadRoutes: false });
  serveStaticFiles(app, folder);
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
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
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it('are not sent again to whoever has the same page', async () => {
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

  it.each([
    '/index.html',
    '/secret.txt',
    '/assets',
    '/assets/',
    '/assets/deeper',
    '/assets/deeper/b.js',
    '/assets/../secret.txt',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e%2fsecret.txt',
    '/assets/a-1.js%00',
    '/assets/nothing.js',
  ])('are not left by %s', async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  });

  it('are listed again once a build has written a new page', async () => {
    await get('/');
    writeFileSync(join(folder, 'assets', 'c-2.js'), 'export {}');
    writeFileSync(join(folder, 'index.html'), '<!doctype html>newer');
    utimesSync(join(folder, 'index.html'), new Date(), new Date(Date.now() + 5_000));
    expect((await get('/')).body).toContain('newer');
    expect((await get('/assets/c-2.js')).statusCode).toBe(200);
  });

  it('are none where there is no build', async () => {
    const other = Fastify();
    serveStaticFiles(other, join(folder, 'nowhere'));
    expect((await other.inject('/')).statusCode).toBe(404);
    await other.close();
  });
});
