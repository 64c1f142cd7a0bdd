/**
 * The server as a whole: HTTP and WebSocket on 127.0.0.1 and ::1, one port. It starts and stops, twice, safely; stopping lets what runs come
 * to its end first.
 */
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config.js';
import type { ContextFactory, ControlPlane } from '../domain/control-plane.js';
import type { ProofKeys } from '../domain/health/server-proof.js';
import { Pipeline } from './documents/pipeline.js';
import { type Loopback, listenOnLoopback } from './guards/loopback.js';
import { createApollo } from './http/apollo.js';
import { createHttp } from './http/http.js';
import type { OpenMetrics } from './http/metrics.js';
import type { Log } from './log.js';
import { Viewers } from './viewers.js';
import { createWebSockets } from './websocket/web-socket.js';

/** How long stopping waits for what runs, in milliseconds. */
const DRAIN = 5_000;

export interface ServerOptions {
  /** Port 0 takes a free one. The console is served from dist/console in the project's folder, where one is named. */
  readonly config: Pick<Config, 'port'> & Partial<Pick<Config, 'projectFolder'>>;
  readonly controlPlane: ControlPlane;
  /** With its guards already in place. */
  readonly schema: GraphQLSchema;
  readonly createContext: ContextFactory;
  readonly log: Log;
  /** Of the data folder: they prove at /healthz which one is served. Default: nothing is proven. */
  readonly keys?: ProofKeys;
  /** Opened by the first scrape. Default: no metrics are served. */
  readonly metrics?: OpenMetrics;
  /** For GET /schema.graphql. Default: no schema is served as a file. */
  readonly printSchema?: () => Promise<string>;
}

export interface Server {
  /** Answers the port once requests are served. Again while it runs: the same answer. Rejects with PortTaken when it is another's. */
  start(): Promise<{ readonly port: number }>;
  /** Refuses what is new, waits up to 5 s for what runs, closes sockets with 1001. Again, or before any start: does nothing. */
  stop(): Promise<void>;
}

interface Running {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

export function createServer(options: ServerOptions): Server {
  // Runs while the caller waits for other things before `start`, mostly for a PowerShell host.
  let prepared: Promise<Prepared> | undefined = prepare(options);
  prepared.catch(() => undefined);
  let running: Promise<Running> | undefined;
  let stopped: Promise<void> = Promise.resolve();
  return {
    async start() {
      running ??= stopped.then(async () => {
        const parts = prepared ?? prepare(options);
        prepared = undefined;
        return open(await parts);
      });
      const mine = running;
      try {
        return { port: (await mine).port };
      } catch (error) {
        if (running === mine) running = undefined;
        throw error;
      }
    },
    async stop() {
      const ending = running;
      running = undefined;
      if (ending) {
        stopped = ending.then(
          (server) => server.stop(),
          () => undefined,
        );
      }
      await stopped;
    },
  };
}

/** Makes everything that needs no port; opens nothing. */
async function prepare({
  config,
  controlPlane,
  schema,
  createContext,
  log,
  keys,
  metrics,
  printSchema,
}: ServerOptions) {
  const state = { port: config.port, stopping: false };
  const pipeline = new Pipeline(schema, log);
  const apollo = createApollo(schema, pipeline, log);
  await apollo.start();
  const viewers = new Viewers(controlPlane.signIn);
  const own = { port: () => state.port, stopping: () => state.stopping, keys };
  const shared = { controlPlane, createContext, viewers, log, ...own };
  const { projectFolder } = config;
  const consoleFolder = projectFolder && join(projectFolder, 'dist', 'console');
  const http = createHttp({
    ...{ ...shared, apollo, consoleFolder, metrics, printSchema },
    refusals: pipeline.refusals,
  });
  const sockets = createWebSockets({ ...shared, schema, pipeline });
  http.server.on('upgrade', sockets.upgrade);
  await http.ready();
  return { state, apollo, http, sockets, log };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

async function open({ state, apollo, http, sockets, log }: Prepared): Promise<Running> {
  const endIdleConnections = watchConnections(http.server);
  let loopback: Loopback;
  try {
    loopback = await listenOnLoopback(http, state.port);
  } catch (error) {
    await http.close();
    await apollo.stop();
    throw error;
  }
  const { port } = loopback;
  state.port = port;
  log.info({ port }, 'listening');
  return {
    port,
    async stop() {
      state.stopping = true;
      const deadline = timeout(DRAIN);
      // New connections are refused from here on; those that wait for an answer get it.
      const closing = Promise.all([http.close(), loopback.close()]);
      endIdleConnections();
      await sockets.close();
      await Promise.race([closing, deadline.reached]);
      deadline.clear();
      http.server.closeAllConnections();
      await closing;
      await apollo.stop();
      log.info({ port }, 'stopped');
    },
  };
}

function timeout(milliseconds: number): { readonly reached: Promise<void>; readonly clear: () => void } {
  let clear = (): void => undefined;
  const reached = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    clear = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { reached, clear };
}

/**
 * Tracks connections without a pending response. Node's `closeIdleConnections` leaves those that never sent a request, and one of these (a
 * browser opens them in advance) would hold up a stopping server without limit. Returns what ends all idle connections, except upgraded ones.
 */
function watchConnections(server: HttpServer): () => void {
  const idle = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    idle.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) idle.add(socket);
    });
  });
  server.on('upgrade', ({ socket }: IncomingMessage) => idle.delete(socket));
  return () => {
    for (const socket of idle) socket.destroy();
  };
}
