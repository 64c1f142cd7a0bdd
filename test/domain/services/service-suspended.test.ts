/** Services Monitor that the control plane stopped for planned stops, as it does on Windows. */
import { callerOf, eachDomain } from '../rehearsal-domain.js';

const KEY = 'services-monitor';
const domain = eachDomain();

function stoppedFor(StoppedFor: string, StartMode = 'Automatic'): void {
  domain.venue.stop(KEY);
  const read = domain.venue.scripts.get('Get-ServiceState');
  domain.venue.scripts.set('Get-ServiceState', (parameters) =>
    ((read?.(parameters) ?? []) as { Key: string }[]).map((row) =>
      row.Key === KEY ? { ...row, StartMode, StoppedFor } : row,
    ),
  );
}

async function found() {
  domain.plane.keepStatus();
  for (let second = 0; second < 5; second += 1) await domain.clock.pass(1000);
  return domain.plane.status.status().findings.filter(({ service }) => service === KEY);
}

describe('Services Monitor that is stopped for planned stops', () => {
  it.each(['Automatic', 'Manual'])('says for which, and how it starts again (%s)', async (startMode) => {
    stoppedFor('NetPOS, daily restart', startMode);
    expect(await domain.plane.services.one(KEY)).toMatchObject({ status: 'STOPPED', health: 'DEGRADED' });
    expect(await found()).toMatchObject([
      {
        code: 'SERVICE_DEGRADED',
        remedy:
          'Services Monitor is stopped while stops are planned: NetPOS, daily restart. Start the services whose stop is planned, or wait until their operation has ended. Services Monitor then starts again.',
      },
    ]);
  });

  it.each(['start', 'restart'] as const)('is not started by a %s', async (command) => {
    stoppedFor('NetPOS');
    await expect(
      domain.plane.services.control(callerOf('1'), KEY, { do: command }, 'stuck'),
    ).rejects.toMatchObject({
      code: 'MONITOR_SUSPENDED',
      message: 'Services Monitor is stopped while stops are planned: NetPOS.',
      remedy: expect.stringContaining('Start the services'),
    });
    expect(await domain.state.operations.list({ first: 1 })).toEqual([]);
  });

  it.each(['Automatic', 'Disabled'])('is down once none is planned (%s)', async (startMode) => {
    stoppedFor('', startMode);
    expect(await found()).toMatchObject([
      { code: 'SERVICE_DOWN', remedy: expect.stringContaining('did not start again after planned stops') },
    ]);
  });

  it('may be started once none is planned', async () => {
    stoppedFor('');
    await domain.plane.services.control(callerOf('1'), KEY, { do: 'start' }, 'stuck');
    expect(domain.venue.calls).toContain('Start-VenueHostService');
  });
});
