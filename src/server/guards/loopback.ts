/**
 * One port on both addresses of loopback. A browser takes `localhost` to ::1 first: where that is free, another account of this machine
 * can answer there, with a console that isn't ours and asks for PINs.
 */
import { type AddressInfo, createServer, type Server as TcpServer } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** What is taken, or kept from us, with the remedy, for a person at a console. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

export type Loopback = Awaited<ReturnType<typeof listenOnLoopback>>;

const FIRST = '127.0.0.1';
const TWIN = '::1';
/** How often a port that is free on one address may be taken on the other, where any will do. */
const ATTEMPTS = 20;

/** Port 0 takes one that is free on both. Throws PortTaken when either is taken or kept from us; a machine without IPv6 has no twin to guard. */
export async function listenOnLoopback(http: FastifyInstance, wanted: number) {
  await http.ready();
  const { twin, port } = wanted === 0 ? await anyTwin(http) : await twinAt(http, wanted);
  try {
    await http.listen({ host: FIRST, port });
  } catch (error) {
    await closed(twin);
    throw asTaken(error, FIRST, port);
  }
  const { port: taken } = http.server.address() as AddressInfo;
  // Refuses new connections; resolves when those to ::1 have gone. Those to 127.0.0.1 end with the HTTP server.
  const close = () => closed(twin);
  return { port: taken, close };
}

interface Twin {
  /** Undefined: this machine has no ::1. */
  readonly twin: TcpServer | undefined;
  readonly port: number;
}

async function anyTwin(http: FastifyInstance): Promise<Twin> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await twinAt(http, 0);
    if (!found.twin || attempt === ATTEMPTS || (await isFree(found.port))) return found;
    await closed(found.twin);
  }
}

async function twinAt(http: FastifyInstance, wanted: number): Promise<Twin> {
  // As node:http makes its own. Handed over, a connection passes the same guards, time limits and end.
  const twin = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    http.server.emit('connection', socket),
  );
  try {
    return { twin, port: await listening(twin, TWIN, wanted) };
  } catch (error) {
    if (hasNoSuchAddress(error)) return { twin: undefined, port: wanted };
    throw asTaken(error, TWIN, wanted);
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await listening(probe, FIRST, port);
    return true;
  } catch {
    return false;
  } finally {
    await closed(probe);
  }
}

function listening(server: TcpServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closed(server: TcpServer | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (server?.listening) server.close(() => resolve());
    else resolve();
  });
}

function hasNoSuchAddress(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(code);
}

function asTaken(cause: unknown, host: string, port: number): unknown {
  const where =
    host === TWIN ? `[${TWIN}]:${port}, which "localhost" means to a browser,` : `${host}:${port}`;
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new PortTaken(
        `Another program already listens at ${where}. End it, or set VENUE_CONTROL_PORT to another port.`,
        { cause },
      );
    case 'EACCES':
      return new PortTaken(
        `This program may not listen at ${where}: the port is reserved by another account's program or by the system (Windows: "netsh int ipv4 show excludedportrange tcp"; elsewhere ports below 1024). End that program, or set VENUE_CONTROL_PORT to another port.`,
        { cause },
      );
    default:
      return cause;
  }
}
