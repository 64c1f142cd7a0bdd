/** `prove -- alerts`: each fault opens the alerts of the table and clears them; no notification is lost by receivers that fail, nor by kills. */
import { ALERT_CODES, type AlertCode } from '../../../src/domain/types/alert-rules.js';
import { channelSecrets } from '../../../src/platform/data-folder/secret-file.js';
import { PracticeVenue, QUICK } from '../../venue/practice-venue.js';
import { mountSmallDisk } from '../../venue/small-disk.js';
import { type Campaign, type CampaignOptions, proofOf, type Row } from '../shared/campaign.js';
import { WatchedRows } from '../shared/watched-rows.js';
import { EXPECTED_ALERTS, WAITS } from './expected.js';
import { noteBackup } from './facts.js';
import { kills } from './kills.js';
import { httpReceiver, MAIL_PASSWORD, MAIL_USER, type Mood, mailReceiver, WEBHOOK_KEY } from './receivers.js';
import { Trial } from './trial.js';
import { type Again, connect, ofFaults, ofOperations, type Situation } from './venue.js';

export const campaign: Campaign = {
  title: 'Alerts by fault, and their notifications',
  async run({ seed, count = 200, say }) {
    const [seen, killed] = await Promise.all([situations(say), kills({ seed, count, say })]);
    const rows = [...seen, killed];
    return proofOf(['what', 'result', 'untrue'], rows, ({ what, figure }) => [what, figure]);
  },
};

/** More than 1 GB, for the rule of the disk. */
const DISK_MB = 1500;
/** Of a venue that the cloud is asked about again; long enough for a status to see it. */
const ATTENTION_MS = 20_000;
/** About 24 s: also what a busy machine first estimates of it is over before an alert is waited for in vain. */
const FIRST_SYNC_PACE = 0.4;
const MOODS: Readonly<Record<number, Mood>> = { 0: 'FAIL', 1: 'CUT', 3: 'HANG', 6: 'FAIL', 8: 'CUT' };

interface Lane {
  readonly pace: number;
  readonly home?: string | undefined;
  readonly isDiskSmall: boolean;
  situations(venue: PracticeVenue, again: Again): AsyncIterable<Situation>;
}

/** Two venues side by side: most of the time is waiting. */
async function situations(say: CampaignOptions['say']): Promise<readonly Row[]> {
  const disk = mountSmallDisk(DISK_MB);
  try {
    const rows = await Promise.all([
      inVenue({ pace: FIRST_SYNC_PACE, isDiskSmall: false, situations: operations }, say),
      inVenue({ pace: 0, home: disk?.folder, isDiskSmall: disk !== undefined, situations: faults }, say),
    ]);
    return [...rows.flat(), ofTable()];
  } finally {
    disk?.unmount();
  }
}

async function* operations(venue: PracticeVenue, again: Again): AsyncIterable<Situation> {
  const rows = new WatchedRows(venue.stateFile);
  yield* ofOperations(venue, rows, again);
  rows.close();
}

async function* faults(venue: PracticeVenue): AsyncIterable<Situation> {
  await connect(venue);
  yield* ofFaults(venue);
}

async function inVenue(lane: Lane, say: CampaignOptions['say']): Promise<readonly Row[]> {
  const moodOf = (index: number): Mood => MOODS[index] ?? 'TAKE';
  const [web, mail] = await Promise.all([httpReceiver(moodOf), mailReceiver(moodOf)]);
  const site = siteOf(mail.port);
  const { pace, home, isDiskSmall } = lane;
  const venue = await PracticeVenue.prepare({ site, pace, ...(home !== undefined && { home }) });
  try {
    const secrets = channelSecrets(venue.folder);
    secrets.write('ops', 'url', `http://127.0.0.1:${web.port}/`);
    secrets.write('ops', 'key', WEBHOOK_KEY);
    secrets.write('mail', 'password', MAIL_PASSWORD);
    noteBackup(venue, 0);
    await venue.start();
    const trial = new Trial(venue, say, !isDiskSmall);
    const again: Again = async (down) => {
      await venue.kill();
      down();
      venue.decide({ ...site, secondPerson: true });
      await venue.start();
    };
    for await (const situation of lane.situations(venue, again)) await trial.see(situation);
    await trial.cleared();
    await trial.sent('webhook', web, ({ id, event }) => `${event} ${id}`);
    const title = { OPENED: 'Opened', CLEARED: 'Cleared' };
    await trial.sent('e-mail', mail, ({ code, event }) => `${title[event]}: ${code}`);
    return trial.rows;
  } finally {
    await venue.stop();
    await Promise.all([web.close(), mail.close()]);
  }
}

function siteOf(mailPort: number): object {
  const rules = ALERT_CODES.map((code) => [
    code,
    { afterSeconds: WAITS[code] ?? 0, tradingHoursOnly: false },
  ]);
  const mail = { name: 'mail', kind: 'email', host: '127.0.0.1', port: mailPort, user: MAIL_USER };
  return {
    ...QUICK,
    attentionMs: ATTENTION_MS,
    onboardHolders: 1,
    alerts: Object.fromEntries(rules),
    notifications: {
      channels: [
        { name: 'ops', kind: 'webhook' },
        { ...mail, from: 'venue@example.com', to: ['ops@example.com'] },
      ],
    },
  };
}

/** A rule that no situation opens is not tried. */
function ofTable(): Row {
  const tried = new Set<AlertCode>(Object.values(EXPECTED_ALERTS).flat());
  const untrue = ALERT_CODES.filter((code) => !tried.has(code)).map((code) => `${code} is in no situation`);
  return { what: 'rules of the table', figure: `${tried.size} of ${ALERT_CODES.length}`, untrue };
}
