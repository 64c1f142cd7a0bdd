import type { ChannelSetting } from '../../src/domain/types/channels.js';
import { eventLogChannel } from '../../src/telemetry/channels/event-log.js';
import { openChannels } from '../../src/telemetry/channels/open-channels.js';

it('an alert that is over is not reported as if it was so', () => {
  const said: string[] = [];
  const alerts = { raise: (_: unknown, text: string) => void said.push(text) } as never;
  const alert = {
    code: 'ORDERING_DOWN',
    severity: 'CRITICAL',
    message: 'Ordering is down.',
    remedy: 'Start it.',
  };
  for (const event of ['OPENED', 'CLEARED'] as const) eventLogChannel(alerts, { event, alert } as never);
  expect(said).toEqual([
    'Opened: ORDERING_DOWN. Ordering is down. Start it.',
    'Cleared: ORDERING_DOWN. It is over. It reported: Ordering is down.',
  ]);
});

it.each<ChannelSetting>([
  { name: 'watch', kind: 'heartbeat' },
  { name: 'mail', kind: 'email', host: 'mail.example.com', from: 'a@example.com', to: ['b@example.com'] },
])('a proxy that is no address is reported without its password: $kind', async (setting) => {
  const before = process.env['HTTPS_PROXY'];
  process.env['HTTPS_PROXY'] = 'http://till:sen#tinel@proxy:3128';
  try {
    const parts = { config: { venueFile: undefined }, alerts: undefined };
    const secrets = { read: () => 'https://example.com/' };
    const [channel] = openChannels([setting], { ...parts, secrets });
    const sent = channel?.send('msg_1', { event: 'TEST' } as never, AbortSignal.timeout(5000));
    const failure: Error = await (sent ?? Promise.resolve()).then(
      () => new Error('It was sent.'),
      (error) => error,
    );
    expect(failure).toMatchObject({ code: 'NOTIFICATION_FAILED' });
    expect(JSON.stringify([{ ...failure }, failure.message])).not.toContain('tinel');
  } finally {
    if (before === undefined) delete process.env['HTTPS_PROXY'];
    else process.env['HTTPS_PROXY'] = before;
  }
});
