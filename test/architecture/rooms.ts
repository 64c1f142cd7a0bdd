/** The rooms of src, what each may import, and which files own which package: the tables that the checks read. */

export interface Room {
  /** Rooms it may import besides itself. */
  readonly may: readonly string[];
  /** Rooms of which it may take only part: `ports` and types, so that an adapter depends on meaning and not on the domain's doing. */
  readonly portsOf?: string;
  readonly why: string;
}

const edges = 'two adapters never meet; what they share is a port in operations';

export const rooms: Readonly<Record<string, Room>> = {
  config: {
    may: [],
    portsOf: 'operations',
    why: 'everybody may read the options, so they depend on nobody; what a site may decide is a table of the domain',
  },
  errors: { may: [], why: 'everybody may throw from the catalogue, so it can depend on nobody' },
  operations: {
    may: ['errors'],
    why: 'the domain asks ports and knows neither GraphQL nor a database nor a process',
  },
  sql: { may: ['errors'], portsOf: 'operations', why: edges },
  powershell: { may: [], portsOf: 'operations', why: edges },
  machine: { may: ['errors'], portsOf: 'operations', why: edges },
  resolvers: {
    may: ['operations', 'errors'],
    why: 'a resolver translates and calls one operation; main hands it everything else',
  },
  commands: {
    may: ['operations', 'errors', 'config'],
    why: 'adapters and the server are constructed by main and handed to a command',
  },
  server: {
    may: ['operations', 'errors', 'config'],
    why: 'the transport gets its schema, stores and scripts from main',
  },
  rehearsal: {
    may: ['config'],
    why: "it is another machine's software: it meets ours only over HTTP, files and processes",
  },
  console: { may: [], why: 'it speaks GraphQL like anybody else' },
  main: {
    may: [
      'config',
      'errors',
      'operations',
      'sql',
      'powershell',
      'machine',
      'resolvers',
      'commands',
      'server',
      'rehearsal',
    ],
    why: 'the console is served, not imported',
  },
};

/** Sub-rooms of operations, lowest first: each may import those before it. Files beside them put the domain together and may import all. */
export const operationsRooms: readonly string[] = [
  'words',
  'ports',
  'world',
  'clerks',
  'runner',
  'plans',
  'services',
  'status',
  'onboarding',
  'resync',
];

/** Words of the domain that exist at run time: an adapter may have them besides ports and types. */
export const sharedByOperations = [
  'anchored',
  'busy',
  'canonical-json',
  'one-turn',
  'permissions',
  'powershell-environment',
  'powershell-literal',
  'secret',
  'services',
  'settings',
].map((name) => `src/operations/words/${name}.ts`);

/** Ports that only read. Of the others an edge sees none: whatever it changes goes through the domain, which writes the trail. */
export const readingPorts = ['clerk-reader', 'venue-store'].map((name) => `src/operations/ports/${name}.ts`);
export const readingRooms = ['resolvers', 'server'];

/** What the domain and the resolvers may use of Node: nothing that reaches out of the process. */
export const pureBuiltins = ['async_hooks', 'buffer', 'crypto', 'events', 'perf_hooks', 'timers', 'util'].map(
  (name) => `node:${name}`,
);
export const pureRooms = ['operations', 'resolvers'];

export interface Owner {
  readonly packages: readonly string[];
  /** Files, or folders with a slash at the end. */
  readonly files: readonly string[];
  readonly why: string;
}

export const owners: readonly Owner[] = [
  {
    packages: ['node:child_process'],
    files: ['src/powershell/launch.ts', 'src/rehearsal/', 'src/machine/installation/run-program.ts'],
    why: 'whoever starts a process has to end it, so few places may start one',
  },
  {
    packages: ['node-powershell', 'child-shell'],
    files: ['src/powershell/launch.ts'],
    why: 'it launches and ends a host, and carries nothing',
  },
  {
    packages: ['node:sqlite'],
    files: ['src/sql/', 'src/rehearsal/'],
    why: 'one query layer, and the practice data',
  },
  {
    packages: ['kysely', 'mssql'],
    files: ['src/sql/'],
    why: 'differences between databases live in one room',
  },
  {
    packages: ['@apollo/server', '@as-integrations/fastify', '@fastify/static', 'fastify', 'ws'],
    files: ['src/server/'],
    why: 'the transport and its guards are one room',
  },
  {
    packages: ['@apollo/utils.keyvaluecache'],
    files: ['src/server/'],
    why: "Apollo's own cache, bounded in bytes: for its document store and for results of introspection",
  },
  {
    packages: ['graphql-ws'],
    files: ['src/server/', 'src/console/'],
    why: 'it is one protocol with two ends',
  },
  {
    packages: ['node:http', 'node:https', 'node:http2'],
    files: ['src/server/', 'src/rehearsal/'],
    why: 'one room listens, and the cloud stand-in',
  },
  {
    packages: ['node:net', 'node:tls', 'node:dgram'],
    files: ['src/server/', 'src/powershell/', 'src/rehearsal/', 'src/commands/'],
    why: 'sockets belong to the edges',
  },
  {
    packages: ['type-graphql'],
    files: ['src/resolvers/'],
    why: 'classes with decorators are the resolvers, and one file there builds the schema',
  },
  {
    packages: ['graphql'],
    files: ['src/resolvers/', 'src/server/', 'src/console/ide/'],
    why: 'the domain does not know that it is asked by GraphQL',
  },
  {
    packages: ['graphql-scalars', '@graphql-tools/utils'],
    files: ['src/resolvers/', 'src/server/'],
    why: 'the schema is put together in one place',
  },
  {
    packages: ['class-validator'],
    files: ['src/resolvers/', 'src/server/'],
    why: 'input is checked once, at the edge',
  },
  {
    packages: ['dataloader'],
    files: ['src/resolvers/loaders.ts'],
    why: 'loaders live for one request and are built in one place, from ports',
  },
  {
    packages: ['canonicalize'],
    files: ['src/operations/words/canonical-json.ts'],
    why: 'whatever is hashed is written by one function',
  },
  {
    packages: ['temporal-polyfill'],
    files: ['src/operations/'],
    why: 'venue time, with its daylight saving, is worked out in one room',
  },
  {
    packages: ['cockatiel'],
    files: ['src/sql/', 'src/operations/'],
    why: 'retries and limits belong to what waits for a database, and to changes that are made one after another',
  },
  {
    packages: ['pino'],
    files: ['src/machine/log.ts', 'src/machine/log-file.ts'],
    why: 'others are handed a log, and need not know whose',
  },
  {
    packages: ['valibot', 'jsonc-parser'],
    files: ['src/config/'],
    why: 'what a person wrote into the environment or a file is checked once, where it is read',
  },
  { packages: ['commander'], files: ['src/commands/', 'src/main.ts'], why: 'the command line is one room' },
  {
    packages: ['reflect-metadata'],
    files: ['src/resolvers/'],
    why: 'it is loaded once, before the decorated classes',
  },
  {
    packages: ['node:inspector'],
    files: [],
    why: 'it can look into everything here, so that no file of the program may use it',
  },
  {
    packages: ['node:module', 'node:vm'],
    files: ['src/main.ts'],
    why: 'they load code past every rule here',
  },
];
