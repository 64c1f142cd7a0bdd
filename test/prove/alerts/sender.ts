/** The process that `prove -- alerts` kills: on a line it commits alerts with their deliveries, one after the other; it always sends what the outbox has. */

import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { deliveriesOf, NotificationSender } from '../../../src/domain/alerts/send.js';
import { systemClock } from '../../../src/platform/clock.js';
import { openChannels } from '../../../src/telemetry/channels/open-channels.js';
import { trusted } from '../../domain/still-clock.js';
import { openState, quietLog } from '../../storage/engines.js';
import { newAlert } from '../../storage/samples.js';
import { WEBHOOK_KEY } from './receivers.js';

const [file = '', url = ''] = process.argv.slice(2);
const COMMIT_EVERY_MS = 10;

const state = await openState(file, { waitMs: 30_000 });
const channels = openChannels([{ name: 'ops', kind: 'webhook' }], {
  secrets: { read: (_, what) => (what === 'url' ? url : WEBHOOK_KEY) },
  config: { venueFile: undefined },
  alerts: undefined,
});
const status = { status: () => ({}) as never };
const sender = new NotificationSender({
  state,
  channels,
  status,
  clock: trusted(systemClock),
  log: quietLog,
});
void sender.keep(new AbortController().signal);

async function commitForEver(): Promise<never> {
  for (;;) {
    const [id, now] = [crypto.randomUUID(), new Date()];
    const alert = newAlert({ id, subject: id, seenAt: now, openedAt: now });
    const venue = { customerNumber: undefined, companyName: undefined };
    await state.transaction(async ({ alerts, outbox }) => {
      await alerts.save(alert);
      await outbox.add(deliveriesOf(['ops'], { event: 'OPENED', alert, at: new Date(), venue }));
    });
    sender.wake();
    await sleep(COMMIT_EVERY_MS);
  }
}

process.stdout.write('ready\n');
for await (const _ of createInterface({ input: process.stdin })) {
  process.stdout.write('begun\n');
  void commitForEver();
}
