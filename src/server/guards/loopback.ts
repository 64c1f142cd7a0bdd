/**
 * One port on both addresses of loopback. A browser takes `localhost` to ::1 first: where that is free, another account of this machine
 * can answer there, with a console that isn't ours and asks for PINs.
 */
import { type AddressInfo, createServer, type Server as TcpServer } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** The port is in use or reserved. The message has the remedy, for the administrator at a console. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

export type Loopback = Awaited<ReturnType<typeof listenOnLoopback>>;

const IPV4 = '127.0.0.1';
const IPV6 = '::1';
/** Attempts to find a port that is free on both addresses. */
const ATTEMPTS = 20;

/** Port 0: any that is free on both. Throws PortTaken if one is in use or reserved. A machine without IPv6 listens on 127.0.0.1 alone. */
export async function listenOnLoopback(http: FastifyInstance, wanted: number) {
  await http.ready();
  const { ipv6, port } = wanted === 0 ? await listenOnAnyPort(http) : await listenOnIpv6(http, wanted);
  try {
    await http.listen({ host: IPV4, port });
  } catch (error) {
    await closed(ipv6);
    throw asPortTaken(error, IPV4, port);
  }
  const { port: taken } = http.server.address() as AddressInfo;
  // Refuses new connections; resolves when those to ::1 have gone. Those to 127.0.0.1 end with the HTTP server.
  const close = () => closed(ipv6);
  return { port: taken, close };
}

interface Ipv6Listener {
  /** Undefined: this machine has no ::1. */
  readonly ipv6: TcpServer | undefined;
  readonly port: number;
}

async function listenOnAnyPort(http: FastifyInstance): Promise<Ipv6Listener> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await listenOnIpv6(http, 0);
    if (!found.ipv6 || attempt === ATTEMPTS || (await isFree(found.port))) return found;
    await closed(found.ipv6);
  }
}

async function listenOnIpv6(http: FastifyInstance, wanted: number): Promise<Ipv6Listener> {
  // As node:http makes its own. Handed over, a connection passes the same guards, time limits and end.
  const ipv6 = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    http.server.emit('connection', socket),
  );
  try {
    return { ipv6, port: await listening(ipv6, IPV6, wanted) };
  } catch (error) {
    if (hasNoSuchAddress(error)) return { ipv6: undefined, port: wanted };
    throw asPortTaken(error, IPV6, wanted);
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await listening(probe, IPV4, port);
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

function asPortTaken(cause: unknown, host: string, port: number): unknown {
  const where =
    host === IPV6 ? `[${IPV6}]:${port}, which "localhost" means to a browser,` : `${host}:${port}`;
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
