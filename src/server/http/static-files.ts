/** The console, the IDE and the help as the build wrote and compressed them, by @fastify/static: seven addresses, and no way to another file. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { SECURITY_HEADERS } from '../guards/security-headers.js';

/** A page is asked about each time: a new build has new names in it. */
const PAGE = { 'cache-control': 'no-cache' };

/** The editor writes styles into its page as it runs, and draws with data: pictures. */
const IDE_POLICY = `${SECURITY_HEADERS['content-security-policy']}; style-src 'self' 'unsafe-inline'; img-src 'self' data:`;

/** Address -> headers of what is found there; what isn't found gets none of them. */
const HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/': PAGE,
  '/ide': { ...PAGE, 'content-security-policy': IDE_POLICY },
  '/help': PAGE,
  '/help/:page': PAGE,
  '/help/pictures/:name': PAGE,
  '/favicon.svg': { 'cache-control': 'public, max-age=86400' },
  // The name has the content's hash in it.
  '/assets/:name': { 'cache-control': 'public, max-age=31536000, immutable' },
};

/** Names as the build gives them, but for those of the compressed copies. */
const ASSET = /^[\w-][\w.-]*\.(?:css|js|svg|ttf)$/;

const HELP_PAGE = /^[a-z][a-z-]*$/;
const HELP_PICTURE = /^[a-z][a-z-]*\.png$/;

/** Answers them to anyone who may connect: they hold no data, only the way to ask for it. A folder that isn't there has no files. */
export function serveStaticFiles(app: FastifyInstance, folder: string): void {
  app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    acceptRanges: false,
    cacheControl: false,
    lastModified: false,
    dotfiles: 'ignore',
    index: false,
    suppressWarning: true,
    setHeaders: (reply) => void reply.headers(HEADERS[reply.request.routeOptions.url ?? ''] ?? {}),
  });
  app.get('/', (_request, reply) => reply.sendFile('index.html'));
  app.get('/ide', (_request, reply) => reply.sendFile('ide.html'));
  app.get('/help', (_request, reply) => reply.sendFile('help/console.html'));
  app.get<{ Params: { page: string } }>('/help/:page', ({ params: { page } }, reply) =>
    HELP_PAGE.test(page) ? reply.sendFile(`help/${page}.html`) : reply.callNotFound(),
  );
  app.get<{ Params: { name: string } }>('/help/pictures/:name', ({ params: { name } }, reply) =>
    HELP_PICTURE.test(name) ? reply.sendFile(`help/pictures/${name}`) : reply.callNotFound(),
  );
  app.get('/favicon.svg', (_request, reply) => reply.sendFile('favicon.svg'));
  app.get<{ Params: { name: string } }>('/assets/:name', ({ params: { name } }, reply) =>
    ASSET.test(name) ? reply.sendFile(`assets/${name}`) : reply.callNotFound(),
  );
}
