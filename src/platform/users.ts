/** Users, as the operating system names them. */
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { PeerUsers } from '../domain/ports/machine.js';
import type { Peer } from '../domain/types/peer.js';

/** The second is for IPv6, where an IPv4 address is behind zeros and FFFF. Of Windows, any user may make a C:\proc. */
const TABLES = process.platform === 'linux' ? ['/proc/net/tcp', '/proc/net/tcp6'] : [];

/** Which user of this machine is at the other end of a loopback connection, where the system reports: on Linux, /proc/net/tcp. */
export const peerUsers: PeerUsers = {
  async userOf(peer) {
    for (const table of TABLES) {
      const text = await readFile(table, 'utf8').catch(() => '');
      const uid = uidIn(text, peer);
      if (uid !== undefined) return `uid ${uid}`;
    }
    return undefined;
  },
};

/** Undefined where a script has to say so. */
export const ownPeerUsers: PeerUsers | undefined = TABLES.length > 0 ? peerUsers : undefined;

/** Of the socket whose own end is the peer. A socket without an inode has no owner any more: its program has closed it, and the kernel reports 0. */
function uidIn(text: string, { address, port }: Peer): string | undefined {
  const end = port.toString(16).toUpperCase().padStart(4, '0');
  const host = hexOf(address);
  for (const line of text.split('\n')) {
    const [, local = '', , , , , , uid, , inode] = line.trim().split(/\s+/);
    if (host !== undefined && local.endsWith(`${host}:${end}`) && inode !== '0') return uid;
  }
  return undefined;
}

/** As the kernel of a little-endian machine writes it: the four bytes backwards. */
function hexOf(address: string): string | undefined {
  if (address === '::1') return '01000000';
  const bytes = /^(?:::ffff:)?(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)?.slice(1).reverse();
  return bytes?.map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0')).join('');
}

/** Who the operating system says this program runs as, for the audit. With its domain where the system names one. */
export function userOfThisProgram(): string {
  const domain = process.env['USERDOMAIN'];
  return domain === undefined ? nameOfUser() : `${domain}\\${nameOfUser()}`;
}

/** In a container a user may have a number and no name. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.()}`;
  }
}
