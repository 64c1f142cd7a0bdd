/** The layers of the program, what each may import, and which files own which package: the tables that the checks read. */

export interface Layer {
  /** Layers it may import besides itself. */
  readonly may: readonly string[];
  /** Layers of which it may take only part: `ports` and types, so that an adapter depends on meaning and not on the domain's doing. */
  readonly portsOf?: string;
  readonly why: string;
}

/** Of src each folder and file is a layer; these beside it are one each. */
export const programFolders: readonly string[] = ['src/', 'console/', 'rehearsal/'];

const edges = 'two adapters never meet; what they share is a port in domain';

export const layers: Readonly<Record<string, Layer>> = {
  config: {
    may: [],
    portsOf: 'domain',
    why: 'everyone may read the options, so they depend on no one; what a site may decide is a table of the domain',
  },
  errors: { may: [], why: 'everyone may throw from the catalogue, so it can depend on no one' },
  domain: {
    may: ['errors'],
    why: 'the domain asks ports and knows neither GraphQL nor a database nor a process',
  },
  storage: { may: ['errors'], portsOf: 'domain', why: edges },
  powershell: { may: [], portsOf: 'domain', why: edges },
  platform: { may: ['errors'], portsOf: 'domain', why: edges },
  telemetry: { may: ['errors'], portsOf: 'domain', why: edges },
  resolvers: {
    may: ['domain', 'errors'],
    why: 'a resolver translates and calls one operation; main hands it everything else',
  },
  cli: {
    may: ['domain', 'errors', 'config'],
    why: 'adapters and the server are constructed by main and handed to a command',
  },
  server: {
    may: ['domain', 'errors', 'config'],
    why: 'the transport gets its schema, stores and scripts from main',
  },
  rehearsal: {
    may: [],
    why: "it is another machine's software: it meets ours only over HTTP, files and processes",
  },
  console: { may: [], why: 'it speaks GraphQL like anyone else' },
  main: {
    may: [
      'config',
      'errors',
      'domain',
      'storage',
      'powershell',
      'platform',
      'telemetry',
      'resolvers',
      'cli',
      'server',
      'rehearsal',
    ],
    why: 'the console is served, not imported',
  },
};

export interface SharedData {
  readonly file: string;
  readonly layers: readonly string[];
  readonly why: string;
}

/** Data outside the folders of the program, and the layers that may import it. */
export const sharedData: readonly SharedData[] = [
  {
    file: 'scripts/services/Services.json',
    layers: ['domain', 'rehearsal'],
    why: 'the services are listed once, for the domain, PowerShell and the rehearsal; other layers ask the domain',
  },
];

/** Modules of domain, lowest first: each may import those before it. Files beside them put the domain together and may import all. */
export const domainModules: readonly string[] = [
  'types',
  'ports',
  'clock',
  'scripts',
  'request',
  'backups',
  'venue',
  'audit',
  'health',
  'permissions',
  'tokens',
  'sign-in',
  'operations',
  'services',
  'facts',
  'conditions',
  'plans',
  'ordering',
  'status',
  'diagnosis',
  'history',
  'alerts',
  'onboarding',
  'resync',
  'support',
];

/** Words of the domain that exist at run time: an adapter may have them besides ports and types. */
export const sharedByDomain = [
  'alert-rules',
  'alerts',
  'audit',
  'busy',
  'canonical-json',
  'channels',
  'figures',
  'permissions',
  'powershell',
  'secret',
  'services',
  'settings',
  'tick-coalescer',
  'traces',
].map((name) => `src/domain/types/${name}.ts`);

/** Ports that only read. Of the others an edge sees none: whatever it changes goes through the domain, which writes the trail. */
export const readingPorts = ['clerk-reader', 'venue-store'].map((name) => `src/domain/ports/${name}.ts`);
export const readingLayers = ['resolvers', 'server'];

/** What the domain and the resolvers may use of Node: nothing that reaches out of the process. */
export const pureBuiltins = [
  'async_hooks',
  'buffer',
  'crypto',
  'diagnostics_channel',
  'events',
  'perf_hooks',
  'timers',
  'util',
].map((name) => `node:${name}`);
export const pureLayers = ['domain', 'resolvers'];

export interface Owner {
  readonly packages: readonly string[];
  /** Files, or folders with a slash at the end. */
  readonly files: readonly string[];
  readonly why: string;
}

const own = (packages: readonly string[], files: readonly string[], why: string): Owner => ({
  packages,
  files,
  why,
});

export const owners: readonly Owner[] = [
  own(
    ['node:child_process'],
    ['src/powershell/host/launch.ts', 'rehearsal/', 'src/platform/windows-service/run-program.ts'],
    'anyone who starts a process has to end it, so few places may start one',
  ),
  own(
    ['node-powershell', 'child-shell'],
    ['src/powershell/host/launch.ts'],
    'it launches and ends a host, and carries nothing',
  ),
  own(['node:sqlite'], ['src/storage/', 'rehearsal/'], 'one query layer, and the rehearsal data'),
  own(['kysely', 'mssql'], ['src/storage/'], 'differences between databases live in one layer'),
  own(
    ['@apollo/server', '@as-integrations/fastify', '@fastify/static', 'ws'],
    ['src/server/'],
    'the transport and its guards are one layer',
  ),
  own(['fastify'], ['src/server/', 'rehearsal/cloud/'], "our server, and the practice cloud's"),
  own(
    ['@apollo/utils.keyvaluecache'],
    ['src/server/'],
    "Apollo's own cache, bounded in bytes: for its document store and for results of introspection",
  ),
  own(['graphql-ws'], ['src/server/', 'console/'], 'it is one protocol with two ends'),
  own(
    ['node:http', 'node:https', 'node:http2'],
    ['src/server/', 'rehearsal/', 'src/telemetry/'],
    'one layer listens, and the cloud stand-in; one sends notifications',
  ),
  own(
    ['node:net', 'node:tls', 'node:dgram'],
    ['src/server/', 'src/powershell/', 'rehearsal/', 'src/cli/', 'src/storage/mssql/'],
    'sockets belong to the edges',
  ),
  own(
    ['type-graphql'],
    ['src/resolvers/'],
    'classes with decorators are the resolvers, and one file there builds the schema',
  ),
  own(
    ['graphql'],
    ['src/resolvers/', 'src/server/', 'console/ide/'],
    'the domain does not know that it is asked by GraphQL',
  ),
  own(
    ['graphql-scalars', '@graphql-tools/utils'],
    ['src/resolvers/', 'src/server/'],
    'the schema is put together in one place',
  ),
  own(['class-validator'], ['src/resolvers/', 'src/server/'], 'input is checked once, at the edge'),
  own(
    ['dataloader'],
    ['src/resolvers/loaders.ts'],
    'loaders live for one request and are built in one place, from ports',
  ),
  own(
    ['canonicalize'],
    ['src/domain/types/canonical-json.ts'],
    'whatever is hashed is written by one function',
  ),
  own(
    ['temporal-polyfill'],
    ['src/domain/'],
    'venue time, with its daylight saving, is worked out in one layer',
  ),
  own(
    ['cockatiel'],
    ['src/storage/', 'src/domain/'],
    'retries and limits belong to what waits for a database, and to changes that are made one after another',
  ),
  own(['yazl'], ['src/platform/support/'], 'one place writes archives for people'),
  own(['pino'], ['src/platform/logging/log.ts'], 'others are handed a log, and need not know whose'),
  own(
    ['valibot'],
    ['src/config/', 'src/domain/types/passport.ts'],
    'what comes from the environment, a file or another server is checked once, where it is read',
  ),
  own(['jsonc-parser'], ['src/config/'], 'one layer reads and writes what a person wrote into a file'),
  own(
    [
      'nodemailer',
      'standardwebhooks',
      '@opentelemetry/api',
      '@opentelemetry/exporter-metrics-otlp-http',
      '@opentelemetry/exporter-prometheus',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-metrics',
      '@opentelemetry/sdk-trace',
    ],
    ['src/telemetry/'],
    'what leaves the venue without being asked leaves it in one layer',
  ),
  own(['commander'], ['src/cli/', 'src/main.ts'], 'the command line is one layer'),
  own(['reflect-metadata'], ['src/resolvers/'], 'it is loaded once, before the decorated classes'),
  own(['node:inspector'], [], 'it can look into everything here, so that no file of the program may use it'),
  own(['node:module'], ['src/main.ts'], 'it loads code past every rule here'),
  own(['node:vm'], ['src/platform/memory-at-rest.ts'], 'it loads code past every rule here'),
];
