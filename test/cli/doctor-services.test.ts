import { serviceRows } from '../../src/cli/doctor/host.js';
import { ScriptError, type ScriptRunner } from '../../src/domain/ports/script-runner.js';

const row = (Key: string, Name: string | null, Exists: boolean, more: object = {}) => ({
  Key,
  Name,
  Exists,
  Candidates: [],
  Mistake: null,
  ClusterResource: null,
  SharesProcess: false,
  ...more,
});

function answering(...output: readonly object[]): ScriptRunner {
  return { run: async () => ({ output, observedAt: new Date() }) } as unknown as ScriptRunner;
}

describe('the names of services, as doctor sees them', () => {
  it('are well when each exists, but for Cloud Sync before its installation, and what the venue does not have', async () => {
    const all = [
      row('connect', 'SwConnect', true),
      row('cloud-sync', 'SwSync', false),
      row('netpos', null, false),
    ];
    expect(await serviceRows(answering(...all))).toEqual([
      { part: 'service names', ok: true, detail: '3 match venue.json' },
      { part: 'service control', ok: true, detail: 'by Windows, without a cluster' },
    ]);
  });

  it('that no one has are reported with what could be meant', async () => {
    const Candidates = ['SwConnect (swiftpos Connect)', 'CDPSvc (Connected Devices Platform Service)'];
    const [finding] = await serviceRows(answering(row('connect', 'Connct', false, { Candidates })));
    expect(finding).toMatchObject({
      ok: false,
      detail:
        'Connect: no service "Connct", could be SwConnect (swiftpos Connect) or CDPSvc (Connected Devices Platform Service)',
    });
    expect(finding?.remedy).toContain('venue.json');
  });

  it('in a venue.json that cannot be used are reported by its mistake, once', async () => {
    const Mistake = 'netpos and connect are both "X".';
    const rows = ['netpos', 'connect'].map((key) => row(key, null, false, { Mistake }));
    expect(await serviceRows(answering(...rows))).toMatchObject([{ ok: false, detail: Mistake }]);
  });

  it('that cannot be read are a finding too', async () => {
    const runner = {
      run: async () => {
        throw new ScriptError('Find-VenueService', 'TIMED_OUT', 'late');
      },
    } as unknown as ScriptRunner;
    expect(await serviceRows(runner)).toMatchObject([{ ok: false, part: 'service names' }]);
  });

  it('that a cluster runs are a finding, those that share a process a word', async () => {
    const shared = row('netpos', 'SwNetPos', true, { SharesProcess: true });
    const ClusterResource = 'Gateway (SQL1)';
    const clustered = row('gateway-client', 'SwGateway', true, { ClusterResource });
    expect((await serviceRows(answering(shared)))[1]).toEqual({
      part: 'service control',
      ok: true,
      detail: 'by Windows, without a cluster; NetPOS shares its process with other services',
    });
    const [, control] = await serviceRows(answering(shared, clustered));
    expect(control).toMatchObject({ part: 'service control', ok: false });
    expect(control?.detail).toContain('runs Gateway Client ("Gateway (SQL1)"): ');
  });

  it('of which it is unknown whether a cluster runs them are informed, with what has to be readable', async () => {
    const rows = [
      row('netpos', null, false),
      ...['connect', 'gateway-client'].map((key) => row(key, 'Sw', true, { ClusterResource: '' })),
    ];
    expect((await serviceRows(answering(...rows)))[1]).toEqual({
      part: 'service control',
      ok: false,
      detail:
        'whether a Windows cluster runs Connect, Gateway Client could not be read: the control plane does not start or stop them',
      remedy:
        "Give the control plane's account read permission on the registry key HKEY_LOCAL_MACHINE\\Cluster\\Resources and its subkeys. Then run this again with that account.",
    });
  });

  it('names both, where a cluster runs some and of others no one can tell', async () => {
    const rows = [
      row('netpos', 'Sw', false, { ClusterResource: 'Till (SQL1)' }),
      row('connect', 'Sw', false, { ClusterResource: '' }),
    ];
    const [, control] = await serviceRows(answering(...rows));
    expect(control?.detail).toContain(
      '("Till (SQL1)"); whether a Windows cluster runs Connect could not be read: ',
    );
    expect(control?.remedy).toMatch(/Failover Cluster Manager.*Give the control plane's account read/);
  });
});
