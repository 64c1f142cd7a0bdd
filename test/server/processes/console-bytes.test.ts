/** What the built console costs on the wire, asked of the server. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { serveStaticFiles } from '../../../src/server/http/static-files.js';

const built = join(resolve('.'), 'dist', 'console');

let app: FastifyInstance;
beforeAll(() => {
  app = Fastify();
  serveStaticFiles(app, built);
});
afterAll(() => app.close());

async function bytesOf(urls: readonly string[], accepted: string): Promise<number> {
  const answers = await Promise.all(
    urls.map((url) => app.inject({ url, headers: { 'accept-encoding': accepted } })),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(urls.map(() => 200));
  return answers.reduce((sum, { rawPayload }) => sum + rawPayload.length, 0);
}

const assets = readdirSync(join(built, 'assets'));

/** What draws the charts, with what it imports. */
function ofCharts(): string[] {
  const found = new Set(assets.filter((name) => /^history-[\w-]+\.(?:css|js)$/.test(name)));
  expect(found.size).toBe(2);
  // Also through those that are added meanwhile.
  for (const name of found)
    for (const [, next = ''] of readFileSync(join(built, 'assets', name), 'utf8').matchAll(
      /(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g,
    ))
      found.add(next);
  return [...found].map((name) => `/assets/${name}`);
}

test('a first visit, with what draws the charts, is at most 195 kB by Brotli and 235 kB by gzip, of 700 kB', async () => {
  const { body } = await app.inject('/');
  const named = body.match(/\/(?:assets\/[\w.-]+|favicon\.svg)/g) ?? [];
  const urls = [...new Set(['/', ...named, ...ofCharts()])];
  const [plain, brotli, gzip] = await Promise.all([
    bytesOf(urls, 'identity'),
    bytesOf(urls, 'br'),
    bytesOf(urls, 'gzip'),
  ]);
  expect(plain).toBeGreaterThan(300_000);
  expect(brotli).toBeLessThanOrEqual(Math.min(195_000, plain / 3));
  expect(gzip).toBeLessThanOrEqual(Math.min(235_000, plain / 3));
});

test('the whole, with the editor of the IDE, goes over the wire as about a quarter of itself', async () => {
  const names = assets.filter((name) => !/\.(?:br|gz)$/.test(name));
  const urls = ['/ide', ...names.map((name) => `/assets/${name}`)];
  const [plain, brotli] = await Promise.all([bytesOf(urls, 'identity'), bytesOf(urls, 'br')]);
  expect(plain).toBeGreaterThan(2_000_000);
  expect(brotli).toBeLessThanOrEqual(plain * 0.26);
});
