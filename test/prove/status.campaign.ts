/** `prove -- status`: faults, stopped services and operations set live in one venue; whatever says how it is says the same, and what the table says. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultTable } from '../../src/rehearsal/fault-table.js';
import { dataOf, type PracticeVenue, QUICK, startVenue } from '../venue/practice-venue.js';
import {
  type Checked,
  onboard,
  planOnboarding,
  planResync,
  requestCode,
  resync,
  untilOver,
} from '../venue/requests.js';
import { type Campaign, proofOf, type Row } from './campaign.js';
import { chanceFrom } from './seeded.js';
import {
  byFault,
  byOperation,
  byStoppedService,
  type ExpectedStatus,
  neverOnboarded,
  together,
  WELL,
} from './status-expected.js';
import { Surfaces, type VenueAnswer } from './status-surfaces.js';

/** A decision stays open until the server is started again. */
const PATIENT = { ...QUICK, attentionMs: 3_600_000, cloudPatienceMs: 1000 };

export const campaign: Campaign = {
  title: 'The status of a venue on every interface',
  async run({ seed, count = PAIRS.length, say }) {
    const venue = await startVenue({ site: PATIENT, pace: 1 });
    const trial = new Trial(venue, await Surfaces.open(venue), say);
    try {
      await situations(trial, chanceFrom(seed).shuffled(PAIRS).slice(0, count));
    } finally {
      await trial.close();
      await venue.stop();
    }
    return proofOf(
      ['situation', 'status', 'agreed after', 'contradictions'],
      trial.rows,
      ({ what, state, figure }) => [what, state, figure],
    );
  },
};

/** Of an onboarded venue. The others are of the cloud's answers to an operation, or of one that runs. */
const FAULTS = faultTable.flatMap(({ name, values }) =>
  Object.keys(values)
    .filter((value) => !value.startsWith('KEY:'))
    .map((value) => `${name}=${value}`),
);
const TWELVE = [
  'cloud=down',
  'registration=expired',
  'registration=expiring',
  'licence=no-cloud-sync',
  'sync=exceptions',
  'sync=backlog',
  'link=down',
  'link=old-server-connected',
  'elevation=missing',
  'swiftpos=version-mismatch',
  'swiftpos=web-server-down',
  'database=reindexing',
];
const nameOf = (fault: string) => fault.split('=')[0];
/** Two of one name can't be set together. */
const PAIRS = TWELVE.flatMap((one, index) =>
  TWELVE.slice(index + 1)
    .filter((other) => nameOf(one) !== nameOf(other))
    .map((other) => [one, other] as const),
);

async function situations(trial: Trial, pairs: readonly (readonly [string, string])[]): Promise<void> {
  const { venue } = trial;
  await trial.see('never onboarded', neverOnboarded);
  await firstOnboardings(trial);
  await trial.see('first sync, complete', WELL);
  for (const fault of FAULTS) await trial.faulty([fault], byFault[fault] ?? WELL);
  for (const pair of pairs) await trial.faulty(pair, together(...pair));
  await trial.faulty([], WELL);
  for (const [key, expected] of Object.entries(byStoppedService)) {
    await change(venue, 'stopService', `key: "${key}"`);
    await trial.see(`${key} stopped`, expected);
    await change(venue, 'startService', `key: "${key}"`);
  }
  await change(venue, 'setMaintenance', 'on: true, reason: "A campaign"', 'on');
  await trial.operation('maintenance switch on');
  await change(venue, 'setMaintenance', 'on: false, reason: "A campaign"', 'on');
  await trial.see('everything started again', WELL);
  await sends(trial);
}

/** One fails, one waits for a decision; once the server is started again it asks the cloud itself, and continues. */
async function firstOnboardings(trial: Trial): Promise<void> {
  const { venue } = trial;
  const begin = async (): Promise<string> => {
    const code = await requestCode(venue);
    const answer = await onboard(venue, await planOnboarding(venue), code);
    return dataOf<{ onboard: { id: string } }>(answer).onboard.id;
  };
  await venue.setFaults({ redeem: 'expired' });
  await trial.reaches(await begin(), 'FAILED');
  await trial.operation('first onboarding, failed');
  await venue.setFaults({ redeem: 'timeout-after-commit' });
  const id = await begin();
  while ((await venue.redemptions()) === 0) await sleep(200);
  await venue.setFaults({ redeem: 'timeout-after-commit', cloud: 'down' });
  await trial.reaches(id, 'NEEDS_ATTENTION');
  await venue.setFaults({});
  await trial.operation('first onboarding, waiting for a decision');
  await restarted(trial, QUICK);
  await trial.operation('first sync, running');
}

/** A resync in each state. PENDING lasts milliseconds: it begins at once. */
async function sends(trial: Trial): Promise<void> {
  const { venue } = trial;
  const cancel = (id: string) => change(venue, 'cancelOperation', `id: "${id}", reason: "A campaign"`, 'id');
  const begin = async (startAt?: string): Promise<string> => {
    const plan = startAt === undefined ? await planResync(venue) : await planAt(venue, startAt);
    const answer = await resync(venue, plan, startAt === undefined ? {} : { startAt });
    return dataOf<{ resync: { id: string } }>(answer).resync.id;
  };
  const id = await begin();
  await trial.operation('resync, running');
  await cancel(id);
  await trial.reaches(id, 'CANCELLED');
  await trial.operation('resync, cancelled');

  const away = await begin();
  await trial.waitFor('resync, running');
  await venue.setFaults({ cloud: 'down' });
  await cancel(away);
  await trial.operation('resync, cancelling while the cloud is away');
  await trial.reaches(away, 'CANCELLING');
  await venue.setFaults({});
  await trial.reaches(away, 'CANCELLED');

  const refused = await begin();
  await trial.waitFor('resync, running');
  await venue.setFaults({ sync: 'refuses-withdrawal' });
  await cancel(refused);
  await trial.reaches(refused, 'CANCELLED');
  await trial.operation('resync, cancelled, its send still open');
  await venue.setFaults({});
  await trial.waitFor('resync, cancelled');

  await venue.setFaults({ sync: 'fail-at-50' });
  await trial.reaches(await begin(), 'FAILED');
  await trial.operation('resync, failed');
  await venue.setFaults({});

  // 02:00 or 03:00 in Sydney.
  const scheduled = await begin(tomorrow(16));
  await trial.operation('resync, scheduled');
  await cancel(scheduled);
  await trial.reaches(await begin(), 'SUCCEEDED');
  await trial.operation('resync, succeeded');
  await restarted(trial, { ...QUICK, secondPerson: true });
  // 12:00 or 13:00.
  const waiting = await begin(tomorrow(2));
  await trial.operation('resync, waiting for approval');
  await cancel(waiting);
}

async function restarted({ venue }: Trial, site: object): Promise<void> {
  await venue.kill();
  venue.decide(site);
  await venue.start();
}

/** A status is checked every five seconds, and the cloud loses a gateway after some; a machine may be busy. */
const SEEN_MS = 60_000;
const OVER_MS = 240_000;

interface StatusRow extends Row {
  readonly state: string;
}

class Trial {
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

async function change(venue: PracticeVenue, field: string, args: string, fields = 'key'): Promise<void> {
  dataOf(await venue.ask(`mutation { ${field}(${args}) { ${fields} } }`));
}

async function planAt(venue: PracticeVenue, startAt: string): Promise<Checked> {
  const query = `query ($startAt: DateTime) { resyncPlan(startAt: $startAt) {
    fingerprint ready checks { code outcome overridable } } }`;
  return dataOf<{ resyncPlan: Checked }>(await venue.ask(query, { startAt })).resyncPlan;
}

function tomorrow(hour: number): string {
  const at = new Date(Date.now() + 86_400_000);
  at.setUTCHours(hour, 0, 0, 0);
  return at.toISOString();
}
