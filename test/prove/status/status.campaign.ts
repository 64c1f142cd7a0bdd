/** `prove -- status`: faults, stopped services and operations set live in one venue; whatever says how it is says the same, and what the table says. */
import { setTimeout as sleep } from 'node:timers/promises';
import { faultTable } from '../../../rehearsal/fault-table.js';
import { dataOf, QUICK, startVenue } from '../../venue/practice-venue.js';
import {
  change,
  onboard,
  planAt,
  planOnboarding,
  planResync,
  requestCode,
  resync,
  tomorrow,
} from '../../venue/requests.js';
import { type Campaign, proofOf } from '../shared/campaign.js';
import { chanceFrom } from '../shared/seeded.js';
import { byFault, byStoppedService, neverOnboarded, together, WELL } from './expected.js';
import { Surfaces } from './surfaces.js';
import { Trial } from './trial.js';

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
const nameOf = (fault: string) => fault.split('=')[0];
/** Those that change nothing are set together: the first of each name, then the second, and so on. */
const QUIET = [
  ...Map.groupBy(
    FAULTS.filter((fault) => !byFault[fault]),
    nameOf,
  ).values(),
];
const QUIET_TOGETHER = Array.from({ length: Math.max(...QUIET.map(({ length }) => length)) }, (_, round) =>
  QUIET.flatMap((values) => values[round] ?? []),
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
  for (const fault of FAULTS) if (byFault[fault]) await trial.faulty([fault], byFault[fault]);
  for (const faults of QUIET_TOGETHER) await trial.faulty(faults, WELL);
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

/** One fails before it touches the link, one after its first heartbeat, one waits for a decision; once the server is started again it asks the cloud itself, and continues. */
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
  await venue.setFaults({ service: 'cloud-sync:never-starts' });
  await trial.reaches(await begin(), 'FAILED');
  await trial.operation('first onboarding, rolled back after its first heartbeat');
  const redeemed = await venue.redemptions();
  await venue.setFaults({ redeem: 'timeout-after-commit' });
  const id = await begin();
  while ((await venue.redemptions()) === redeemed) await sleep(200);
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
