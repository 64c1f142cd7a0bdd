import { eventLogChannel } from '../../src/telemetry/channels/event-log.js';

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
