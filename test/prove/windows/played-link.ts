/**
 * What swiftpos' own two services do at a real venue, played from outside: Gateway Client beats with whatever credential lies in its file, Cloud
 * Sync sends for as long as the process that Windows runs under that name lives. The sending itself is the rehearsal's.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cloudSync } from '../../../src/rehearsal/services/cloud-sync.js';
import { gatewayClient } from '../../../src/rehearsal/services/gateway-client.js';
import type { ServiceKey } from '../../../src/rehearsal/services/service-list.js';
import type { ServiceWork } from '../../../src/rehearsal/services/service-run.js';
import { CUSTOMER, MACHINE, proofFolder } from './venue-world.js';

const LOOK_MS = 300;

export class PlayedLink {
  /** How often Cloud Sync has begun to send. */
  syncStarts = 0;
  readonly #home: string;
  readonly #cloudUrl: string;
  readonly #timer: NodeJS.Timeout;
  #gateway: AbortController | undefined;
  #sync: AbortController | undefined;

  constructor(home: string, cloudUrl: string) {
    this.#home = home;
    this.#cloudUrl = cloudUrl;
    writeFileSync(
      join(home, 'rehearsal', 'machine.json'),
      JSON.stringify({ ...MACHINE, dailyRestartAt: '05:00' }),
    );
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#gateway?.abort();
    this.#sync?.abort();
  }

  #look(): void {
    const credential = placedCredential();
    if (!credential) return;
    const file = join(this.#home, 'rehearsal', 'credentials', 'gateway.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ customerNumber: CUSTOMER, credential }));
    this.#gateway ??= this.#play('gateway-client', 'Gateway Client', gatewayClient);
    const runs = isCloudSyncRunning();
    if (runs && !this.#sync) {
      this.syncStarts += 1;
      this.#sync = this.#play('cloud-sync', 'Cloud Sync', cloudSync);
    }
    if (runs || !this.#sync) return;
    this.#sync.abort();
    this.#sync = undefined;
  }

  #play(key: ServiceKey, displayName: string, work: ServiceWork): AbortController {
    const controller = new AbortController();
    const config = { dataFolder: this.#home, cloudUrl: this.#cloudUrl, rehearsalPace: 0 };
    void work({ key, displayName, config, signal: controller.signal });
    return controller;
  }
}

export function placedCredential(): string | undefined {
  return /"token": "([^"]+)"/.exec(readFileSync(join(proofFolder, 'gateway', 'client.json'), 'utf8'))?.[1];
}

/** The program that the package installs, wherever Wine started it: it is a process of this machine. */
function isCloudSyncRunning(): boolean {
  return readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('Proof Cloud Sync\\cloud-sync.exe');
    } catch {
      return false;
    }
  });
}
