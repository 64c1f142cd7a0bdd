/**
 * What swiftpos' own two services do at a real venue, played from outside for as long as the processes live that Windows runs for them: Gateway
 * Client beats with what lay in its file when it started, and reads it no more; Cloud Sync sends. Both as the rehearsal's do.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ServiceKey } from '../../../rehearsal/model/service-keys.js';
import { cloudSync } from '../../../rehearsal/services/cloud-sync.js';
import { gatewayClient } from '../../../rehearsal/services/gateway-client.js';
import type { ServiceWork } from '../../../rehearsal/services/run.js';
import { CUSTOMER, MACHINE, proofFolder } from './venue-fixture.js';

const LOOK_MS = 300;

export class PlayedLink {
  /** How often Cloud Sync has begun to send. */
  syncStarts = 0;
  readonly #home: string;
  readonly #cloudUrl: string;
  readonly #timer: NodeJS.Timeout;
  #gateway: AbortController | undefined;
  #process: string | undefined;
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
    this.#lookAtGateway();
    const runs = processOf('Proof Cloud Sync\\cloud-sync.exe') !== undefined;
    if (runs && !this.#sync) {
      this.syncStarts += 1;
      this.#sync = this.#play('cloud-sync', 'Cloud Sync', cloudSync);
    }
    if (runs || !this.#sync) return;
    this.#sync.abort();
    this.#sync = undefined;
  }

  #lookAtGateway(): void {
    const process = processOf('service.exe\0gateway-client');
    if (process === this.#process) return;
    this.#process = process;
    this.#gateway?.abort();
    const credential = process === undefined ? undefined : placedCredential();
    if (!credential) return;
    const file = join(this.#home, 'rehearsal', 'credentials', 'gateway.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ customerNumber: CUSTOMER, credential }));
    this.#gateway = this.#play('gateway-client', 'Gateway Client', gatewayClient);
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

/** Wherever Wine started it: it is a process of this machine. */
function processOf(words: string): string | undefined {
  return readdirSync('/proc').find((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(words);
    } catch {
      return false;
    }
  });
}
