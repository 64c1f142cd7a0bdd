/** One venue whose status is compared, situation by situation, with the table and on every interface. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PracticeVenue } from '../../venue/practice-venue.js';
import { untilOver } from '../../venue/requests.js';
import type { Row } from '../shared/campaign.js';
import { byOperation, type ExpectedStatus, WELL } from './expected.js';
import type { Surfaces, VenueAnswer } from './surfaces.js';

/** A status is checked every five seconds, and the cloud loses a gateway after some; a machine may be busy. */
const SEEN_MS = 60_000;
const OVER_MS = 240_000;

interface StatusRow extends Row {
  readonly state: string;
}

export class Trial {
  readonly venue: PracticeVenue;
  readonly rows: StatusRow[] = [];
  readonly #surfaces: Surfaces;
  readonly #say: (line: string) => void;
  /** The fault before kept rows from being sent. */
  #isUnsent = false;

  constructor(venue: PracticeVenue, surfaces: Surfaces, say: (line: string) => void) {
    this.venue = venue;
    this.#surfaces = surfaces;
    this.#say = say;
  }

  close = () => this.#surfaces.close();

  async faulty(faults: readonly string[], expected: ExpectedStatus): Promise<void> {
    // What changes nothing leaves the venue as it was, so it has to be well before; and what was not sent is worked off.
    if (expected === WELL || this.#isUnsent) {
      await this.venue.setFaults({});
      this.#forgetExceptions();
      await this.#until(WELL);
    }
    this.#isUnsent = faults.some((fault) => /^(cloud|registration|licence|link|sync)=/.test(fault));
    await this.venue.setFaults(Object.fromEntries(faults.map((fault) => fault.split('='))));
    // What takes seconds is asked where it has something to say of its own.
    await this.see(
      faults.join(', ') || 'no fault',
      expected,
      expected.state === 'DOWN' && faults.length === 1,
    );
  }

  /** They stay until all data is sent again. */
  #forgetExceptions(): void {
    const database = new DatabaseSync(join(this.venue.folder, 'venue.sqlite'), { timeout: 10_000 });
    database.exec('DELETE FROM swiftpos_sync_exception');
    database.close();
  }

  operation = (name: string) => this.see(name, byOperation[name] ?? WELL);

  /** Throws where it ends in another state, or takes too long. */
  async reaches(id: string, state: string): Promise<void> {
    const seen = await untilOver(this.venue, id, OVER_MS, [state]);
    if (seen?.state !== state) throw new Error(`Operation ${id} is ${seen?.state}, expected ${state}`);
  }

  /** What was compared before. */
  async waitFor(name: string): Promise<void> {
    const expected = byOperation[name] ?? WELL;
    const seen = await this.#until(expected);
    if (!meets(seen, expected)) throw new Error(`Not met: ${name}. ${inWords(seen)}`);
  }

  /** Waits until the table is met, then compares all that speak. `deep`: the doctor too. */
  async see(what: string, expected: ExpectedStatus, deep = true): Promise<void> {
    const since = Date.now();
    const seen = await this.#until(expected);
    const figure = `${((Date.now() - since) / 1000).toFixed(0)} s`;
    const wrong = meets(seen, expected) ? [] : [`${inWords(seen)}, expected ${JSON.stringify(expected)}`];
    const untrue = [...wrong, ...(await this.#surfaces.contradictions(deep))];
    this.rows.push({ what, state: seen.state, figure, untrue: untrue.map((line) => `${what}: ${line}`) });
    this.#say(`${what}: ${seen.state} after ${figure}${untrue.map((line) => `\n        ${line}`).join('')}`);
  }

  async #until(expected: ExpectedStatus): Promise<VenueAnswer> {
    for (const deadline = Date.now() + SEEN_MS; ; ) {
      // A fault acts within a second.
      await sleep(1000);
      const seen = await this.#look();
      if (meets(seen, expected) || Date.now() > deadline) return seen;
    }
  }

  /** A diagnosis asks the cloud again, so that the next look of the status has what is so now. */
  async #look(): Promise<VenueAnswer> {
    await this.venue.ask('{ syncDiagnosis { cause } }');
    return this.#surfaces.status();
  }
}

function meets({ state, planned, consumers, findings }: VenueAnswer, expected: ExpectedStatus): boolean {
  const names = (available: boolean | null) =>
    consumers.filter((consumer) => consumer.available === available).map(({ name }) => name);
  const codes = new Set(findings.filter(({ severity }) => severity !== 'INFO').map(({ code }) => code));
  return (
    state === expected.state &&
    planned === (expected.planned ?? false) &&
    sameSet(names(false), expected.off ?? []) &&
    sameSet(names(null), expected.unknown ?? []) &&
    sameSet([...codes], expected.findings ?? [])
  );
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return [...some].sort().join() === [...others].sort().join();
}

function inWords({ state, planned, consumers, findings }: VenueAnswer): string {
  const working = consumers.map(({ name, available }) => `${name}: ${available}`).join(', ');
  const found = findings.map(({ code, severity }) => `${severity} ${code}`).join(', ');
  return `${state}${planned ? ' planned' : ''} [${found}] {${working}}`;
}
