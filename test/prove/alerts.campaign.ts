/** `prove -- alerts`: each fault opens the alerts of the table and clears them; no notification is lost by receivers that fail, nor by kills. */
import { ALERT_CODES, type AlertCode } from '../../src/domain/types/alert-rules.js';
import { channelSecrets } from '../../src/platform/data-folder/secret-file.js';
import { PracticeVenue, QUICK } from '../venue/practice-venue.js';
import { mountSmallDisk } from '../venue/small-disk.js';
import { EXPECTED_ALERTS, WAITS } from './alerts-expected.js';
import { kills } from './alerts-kills.js';
import {
  httpReceiver,
  MAIL_PASSWORD,
  MAIL_USER,
  type Mood,
  mailReceiver,
  WEBHOOK_KEY,
} from './alerts-receivers.js';
import { Trial } from './alerts-trial.js';
import { noteBackup, situationsOf } from './alerts-venue.js';
import { type Campaign, type CampaignOptions, proofOf, type Row } from './campaign.js';
import { WatchedRows } from './watched-rows.js';

export const campaign: Campaign = {
  title: 'Alerts by fault, and their notifications',
  async run({ seed, count = 200, say }) {
    const [seen, killed] = await Promise.all([situations({ say }), kills({ seed, count, say })]);
    const rows = [...seen, killed];
    return proofOf(['what', 'result', 'untrue'], rows, ({ what, figure }) => [what, figure]);
  },
};

/** More than 1 GB, for the rule of the disk. */
const DISK_MB = 1500;
/** Of a venue that the cloud is asked about again; long enough for a status to see it. */
const ATTENTION_MS = 20_000;
const MOODS: Readonly<Record<number, Mood>> = { 0: 'FAIL', 1: 'CUT', 3: 'HANG', 6: 'FAIL', 8: 'CUT' };

async function situations({ say }: Pick<CampaignOptions, 'say'>): Promise<readonly Row[]> {
  const disk = mountSmallDisk(DISK_MB);
  const moodOf = (index: number): Mood => MOODS[index] ?? 'TAKE';
  const [web, mail] = await Promise.all([httpReceiver(moodOf), mailReceiver(moodOf)]);
  const site = siteOf(mail.port);
  const venue = await PracticeVenue.prepare({ site, pace: 1, ...(disk && { home: disk.folder }) });
  try {
    const secrets = channelSecrets(venue.folder);
    secrets.write('ops', 'url', `http://127.0.0.1:${web.port}/`);
    secrets.write('ops', 'key', WEBHOOK_KEY);
    secrets.write('mail', 'password', MAIL_PASSWORD);
    noteBackup(venue, 0);
    await venue.start();
    const trial = new Trial(venue, say, disk === undefined);
    const again = async () => {
      await venue.kill();
      venue.decide({ ...site, secondPerson: true });
      await venue.start();
    };
    const rows = new WatchedRows(venue.stateFile);
    for (const situation of situationsOf(venue, rows, again)) await trial.see(situation);
    rows.close();
    await trial.cleared();
    await trial.sent('webhook', web, ({ id, event }) => `${event} ${id}`);
    await trial.sent(
      'e-mail',
      mail,
      ({ code, event }) => `${event === 'OPENED' ? 'Opened' : 'Cleared'}: ${code}`,
    );
    return [...trial.rows, ofTable()];
  } finally {
    await venue.stop();
    await Promise.all([web.close(), mail.close()]);
    disk?.unmount();
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
    onboardHolders: 2,
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
