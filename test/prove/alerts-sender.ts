/** The process that `prove -- alerts` kills: on a line it commits alerts with their deliveries, one after the other; it always sends what the outbox has. */
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { deliveriesOf, NotificationSender } from '../../src/domain/alerts/send.js';
import type { ShownAlert } from '../../src/domain/types/venue-alert.js';
import { systemClock } from '../../src/platform/clock.js';
import { openChannels } from '../../src/telemetry/channels/open-channels.js';
import { openState, quietLog } from '../storage/engines.js';
import { WEBHOOK_KEY } from './alerts-receivers.js';

const [file = '', url = ''] = process.argv.slice(2);
const COMMIT_EVERY_MS = 10;

const state = await openState(file, { waitMs: 30_000 });
const channels = openChannels([{ name: 'ops', kind: 'webhook' }], {
  secrets: { read: (_, what) => (what === 'url' ? url : WEBHOOK_KEY) },
  config: { venueFile: undefined },
  alerts: undefined,
});
const status = { status: () => ({}) as never };
const sender = new NotificationSender({ state, channels, status, clock: systemClock, log: quietLog });
void sender.keep(new AbortController().signal);

async function commitForEver(): Promise<never> {
  for (;;) {
    const alert = newAlert();
    const venue = { customerNumber: undefined, companyName: undefined };
    await state.transaction(async ({ alerts, outbox }) => {
      await alerts.save(alert);
      await outbox.add(deliveriesOf(['ops'], { event: 'OPENED', alert, at: new Date(), venue }));
    });
    sender.wake();
    await sleep(COMMIT_EVERY_MS);
  }
}

function newAlert(): ShownAlert {
  const id = crypto.randomUUID();
  const at = new Date();
  return {
    id,
    code: 'SERVICE_DOWN',
    subject: id,
    severity: 'CRITICAL',
    state: 'OPEN',
    message: 'A service is down.',
    remedy: 'Start it.',
    seenAt: at,
    openedAt: at,
    quietSince: undefined,
    clearedAt: undefined,
    acknowledgedByName: undefined,
    acknowledgedReason: undefined,
    acknowledgedUntil: undefined,
    occurrences: 1,
  };
}

process.stdout.write('ready\n');
for await (const _ of createInterface({ input: process.stdin })) {
  process.stdout.write('begun\n');
  void commitForEver();
}
