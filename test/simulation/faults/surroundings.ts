/** The surroundings of the server with what is wrong with them now: faults begin, last and end; people act behind our back. */
import * as people from '../../../rehearsal/model/people.js';
import type { ServiceKey } from '../../../rehearsal/model/service-keys.js';
import type { StartMode } from '../../../rehearsal/model/state.js';
import { advance, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import { AppError } from '../../../src/errors/errors.js';
import { readRow } from '../../../src/storage/venue/view-rows.js';
import type { PowerShellFault } from '../server/script-host.js';
import type { Journal } from '../time/journal.js';
import type { VirtualTime } from '../time/virtual-time.js';
import type { Fault } from './faults.js';

export interface SurroundingsParts {
  readonly model: VenueModel;
  readonly time: VirtualTime;
  readonly journal: Journal;
  /** The model is changed, or about to be. */
  changed(): void;
  kill(downMs: number): void;
}

/** What a fault or a person has changed may show so much later. */
export const DISTURBED_MS = 60_000;
/** The server starts so long after Windows. */
const AFTER_BOOT_MS = 20_000;

export class Surroundings {
  powershell: PowerShellFault | undefined;
  venueDatabase: string | undefined;
  isStateAway = false;
  /** Of a SQL Server on another machine: how far its clock is ahead, or that it runs on the same host. */
  databaseClock: string | number | undefined;
  /** When services were changed by others than the control plane. */
  disturbedAt = Number.NEGATIVE_INFINITY;
  readonly #parts: SurroundingsParts;
  /** What faults that overlap go back to. */
  readonly #usual: {
    readonly serviceStart: number;
    readonly tradingPeriods: VenueModel['database']['tradingPeriods'];
  };
  readonly #lasting: { readonly clear: () => void; readonly fault: Fault }[] = [];

  constructor(parts: SurroundingsParts) {
    this.#parts = parts;
    const { timing, database } = parts.model;
    this.#usual = { serviceStart: timing.serviceStart, tradingPeriods: database.tradingPeriods };
  }

  /** A fault lasts, or people acted, so that the server can't know how the venue is. */
  isDisturbed(): boolean {
    return this.#lasting.length > 0 || this.#parts.time.at - this.disturbedAt < DISTURBED_MS;
  }

  /** A fault lasts that changes services, so that what a rollback has restored may not stay so. */
  changesServices(): boolean {
    return this.#lasting.some(({ fault }) => changesServices(fault));
  }

  /** A fault begins, and ends after `forMs` where it lasts. */
  begin(fault: Fault, forMs: number): void {
    const { journal, time, changed } = this.#parts;
    journal.write(`Fault ${fault.of} ${fault.name}=${fault.value} for ${Math.round(forMs / 1000)} s`);
    changed();
    const clear = this.#apply(fault);
    changed();
    if (!clear) return;
    const entry = {
      fault,
      clear: () => {
        clear();
        changed();
        journal.write(`Fault ${fault.name}=${fault.value} ends`);
      },
    };
    this.#lasting.push(entry);
    time.after(forMs, () => {
      const index = this.#lasting.indexOf(entry);
      if (index < 0) return;
      this.#lasting.splice(index, 1);
      entry.clear();
    });
  }

  endAll(): void {
    for (const { clear } of this.#lasting.splice(0)) clear();
  }

  /** The same store, as it answers while the venue's database is away or has malformed rows. */
  through<Store extends object>(store: Store): Store {
    const { model, time } = this.#parts;
    const methods = Object.entries(store).map(([name, method]) => [
      name,
      async (...args: unknown[]) => {
        if (this.venueDatabase === 'away') throw new AppError('VENUE_DATABASE_UNAVAILABLE');
        if (name === 'utcNow') return this.#databaseNow();
        advance(model, time.at);
        const rows = await (method as (...given: unknown[]) => Promise<unknown>).apply(store, args);
        if (['malformed', `malformed:${name}`].includes(this.venueDatabase ?? '')) HOSTILE[name]?.();
        return rows;
      },
    ]);
    return Object.fromEntries(methods) as Store;
  }

  /** On the machine of the server, where no fault says otherwise. */
  #databaseNow(): Date | undefined {
    const { at, clockOffsetMs } = this.#parts.time;
    if (this.databaseClock === undefined) return undefined;
    return new Date(at + (this.databaseClock === 'of the host' ? clockOffsetMs : Number(this.databaseClock)));
  }

  /** Returns what ends it; undefined for what is over at once. */
  #apply({ of, name, value }: Fault): (() => void) | undefined {
    const { model, time, kill } = this.#parts;
    if (changesServices({ of, name, value })) this.disturbedAt = time.at;
    switch (of) {
      case 'venue':
        model.faults[name] = String(value);
        return () => {
          if (model.faults[name] === String(value)) delete model.faults[name];
        };
      case 'powershell':
        this.powershell = value as PowerShellFault;
        return () => {
          this.powershell = undefined;
        };
      case 'venue-database':
        this.venueDatabase = String(value);
        return () => {
          this.venueDatabase = undefined;
        };
      case 'hours': {
        const { tradingPeriods } = this.#usual;
        model.database.tradingPeriods = [];
        return () => {
          model.database.tradingPeriods = tradingPeriods;
        };
      }
      case 'starts': {
        const { serviceStart } = this.#usual;
        model.timing.serviceStart = Number(value);
        return () => {
          model.timing.serviceStart = serviceStart;
        };
      }
      case 'state':
        this.isStateAway = true;
        return () => {
          this.isStateAway = false;
        };
      case 'clock':
        if (name === 'database') {
          this.databaseClock = value;
          return () => {
            this.databaseClock = undefined;
          };
        }
        this.#moveClock(Number(value));
        return () => this.#moveClock(-Number(value));
      case 'sleep':
        people.sleepMachine(model, Number(value));
        // Of ours nothing happens until it wakes up.
        if (name === 'sleep') time.sleep(Number(value));
        else time.pause(Number(value));
        if (name !== 'stood-still') return undefined;
        // The machine's clock, too, until someone sets it right.
        this.#moveClock(-Number(value));
        return () => this.#moveClock(Number(value));
      case 'reboot':
        kill(Number(value) + AFTER_BOOT_MS);
        people.reboot(model, Number(value));
        return undefined;
      case 'people':
        return this.#people(name, String(value));
    }
  }

  #moveClock(ms: number): void {
    const { model, time } = this.#parts;
    time.clockOffsetMs += ms;
    model.machine.clockOffsetMs = time.clockOffsetMs;
  }

  #people(name: string, value: string): (() => void) | undefined {
    const { model } = this.#parts;
    const [key = '', mode = ''] = value.split(':');
    model.actor = 'people';
    // No two servers redeem codes within seconds.
    const isJustRedeemed = model.cloud.redemptions.some((each) => model.at - each.at < 10_000);
    if (name === 'otherServer' && value === 'takes-over' && isJustRedeemed) return undefined;
    if (name === 'otherServer') {
      const machineId = people.addOtherServer(model, value === 'takes-over');
      return () => people.removeOtherServer(model, machineId);
    }
    if (name === 'setStartMode') people.setStartMode(model, key as ServiceKey, mode as StartMode);
    else PEOPLE[name]?.(model, key as ServiceKey);
    return undefined;
  }
}

function changesServices({ of, name }: Fault): boolean {
  return of === 'people' || of === 'reboot' || name === 'service' || name === 'monitor';
}

const PEOPLE: Readonly<Record<string, (model: VenueModel, key: ServiceKey) => unknown>> = {
  stopService: people.stopService,
  startService: people.startService,
  killService: people.killService,
  pauseService: people.pauseService,
  removeService: people.removeService,
  installService: people.installService,
  sell: people.sell,
  otherSend: people.beginOtherSend,
  withdrawSend: people.withdrawSend,
  orderCloudSync: people.orderCloudSync,
};

/** A value that a view of a site may return, by the method of the store that reads it. */
const HOSTILE: Readonly<Record<string, () => unknown>> = {
  registration: () => readRow('registration', { expires_on: '31/12/2032' }),
  tradingPeriods: () => readRow('trading_period', { weekday: 'MONDAY', opens_at: '9:00' }),
  lastSaleAt: () => readRow('last_sale', { sold_at: 'yesterday' }),
  locations: () => readRow('location', { name: null }),
  syncBacklog: () => readRow('sync_message_summary', { message_count: -1 }),
};
