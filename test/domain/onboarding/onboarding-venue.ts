/** What an onboarding changes, as plain data behind the scripts: services, credential, package, link. */
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import type { FakeVenue } from '../fake-venue.js';
import { untilAborted } from '../operations/runner-bench.js';

type Work = (parameters: Readonly<Record<string, unknown>>) => unknown;

interface PracticeService {
  installed: boolean;
  running: boolean;
  startMode: string | null;
}

/** What is after an onboarding that never was. */
export const UNTOUCHED = {
  'gateway-client': { installed: true, running: false, startMode: 'Manual' },
  'cloud-sync': { installed: false, running: false, startMode: null },
};

export class OnboardingVenue {
  readonly services: Record<string, PracticeService> = structuredClone(UNTOUCHED);
  credential = 'none';
  previous: string | undefined;
  /** Redeemed and not taken into use. */
  pending: string | undefined;
  packages = 0;
  /** Whether Gateway Client reads its file again while it runs; else only when it starts. */
  rereads = true;
  /** What it had read when it started. */
  read = 'none';
  /** Of those that were started here. */
  readonly startedAt: Record<string, Date> = {};
  /** By key: what must run for it. */
  dependsOn: Readonly<Record<string, readonly string[]>> = {};
  /** Planned stops that Services Monitor knows, by key. */
  /** Whether Services Monitor runs again once no stop is planned. */
  monitorComesBack = true;
  readonly plannedStops = new Set<string>();
  /** What the cloud has redeemed, by redemption id. */
  readonly redeemed: string[] = [];
  readonly #venue: FakeVenue;

  constructor(venue: FakeVenue) {
    this.#venue = venue;
    venue.connection = 'never';
    const { scripts } = venue;
    scripts.set('Get-ServiceState', ({ Key }) => (Key as string[]).map((key) => this.#stateOf(key)));
    scripts.set('Confirm-Venue', () => ({ CustomerNumber: '10482213', CompanyName: 'Harbour View Hotel' }));
    scripts.set('Invoke-CodeRedemption', ({ RedemptionId }) => {
      this.redeemed.push(String(RedemptionId));
      this.pending = String(RedemptionId);
      this.#beat();
      return { RedemptionId, RedeemedAt: venue.now().toISOString() };
    });
    scripts.set('Close-CodeRedemption', ({ RedemptionId }) => {
      const isRedeemed = this.redeemed.includes(String(RedemptionId));
      if (isRedeemed) this.pending = String(RedemptionId);
      return { Outcome: isRedeemed ? 'redeemed' : 'closed' };
    });
    scripts.set('Save-GatewayCredential', ({ RedemptionId }) => this.#save(String(RedemptionId)));
    scripts.set('Restore-GatewayCredential', ({ RedemptionId }) => this.#restore(String(RedemptionId)));
    scripts.set('Clear-PreviousCredential', () => {
      this.previous = undefined;
      return {};
    });
    scripts.set('Save-CloudSyncPackage', () => {
      this.packages = 1;
      return { Version: '10.58.0', Sha256: 'sha', Path: 'path' };
    });
    scripts.set('Remove-CloudSyncPackage', () => {
      this.packages = 0;
      return {};
    });
    scripts.set('Install-CloudSync', () =>
      this.#change('cloud-sync', { installed: true, startMode: 'Manual' }),
    );
    scripts.set('Uninstall-CloudSync', () =>
      this.#change('cloud-sync', { installed: false, running: false, startMode: null }),
    );
    scripts.set('Remove-FirstSync', ({ Before }) => ({ Outcome: this.#withdrawFirst(Before) }));
    scripts.set('Set-ServiceStartMode', ({ Key, StartMode }) =>
      this.#change(String(Key), { startMode: String(StartMode) }),
    );
    scripts.set('Start-VenueHostService', ({ Key }) => this.#start(String(Key)));
    scripts.set('Stop-VenueHostService', ({ Key, PlannedUntil }) => {
      const row = this.#stop(String(Key));
      if (PlannedUntil === 'Stopped') this.plannedStops.delete(String(Key));
      return { ...row, MonitorReleased: this.monitorComesBack };
    });
  }

  /** This service alone does not come up. */
  refuseToStart(key: string): void {
    const { scripts } = this.#venue;
    const start = scripts.get('Start-VenueHostService');
    scripts.set('Start-VenueHostService', (parameters) =>
      parameters['Key'] === key ? { Outcome: 'Failed', ProcessId: null, ExitCode: 1 } : start?.(parameters),
    );
  }

  /** The next run of this script does its work and then never says so, as when the answer is lost with the server. */
  loseAnswerOf(script: string): { readonly reached: Promise<void> } {
    return this.#once(script, async (work, parameters) => void (await work(parameters)));
  }

  /** The next run of this script does nothing and never ends automatically. */
  holdUp(script: string): { readonly reached: Promise<void> } {
    return this.#once(script, async () => {});
  }

  #once(script: string, first: (work: Work, parameters: Parameters<Work>[0]) => Promise<void>) {
    const work = this.#venue.scripts.get(script);
    if (!work) throw new Error(`No fake for ${script}`);
    let reach = () => {};
    const reached = new Promise<void>((resolve) => {
      reach = resolve;
    });
    this.#venue.scripts.set(script, async (parameters, signal) => {
      this.#venue.scripts.set(script, work);
      await first(work, parameters);
      reach();
      return untilAborted({ signal }).catch(() => {
        throw new ScriptError(script, 'CANCELLED', 'asked to end');
      });
    });
    return { reached };
  }

  #withdrawFirst(before: unknown): string {
    if (this.#of('cloud-sync').running) return 'Sent';
    const { job } = this.#venue;
    if (job?.kind !== 'FIRST' || job.state !== 'RUNNING' || job.id === before) return 'None';
    if (this.credential === 'none')
      throw new ScriptError('Remove-FirstSync', 'FAILED', 'none', { errorId: 'CREDENTIAL_MISSING' });
    this.#venue.job = { ...job, state: 'WITHDRAWN' };
    return 'Withdrawn';
  }

  #save(redemptionId: string): object {
    if (this.credential !== redemptionId) this.previous = this.credential;
    this.credential = redemptionId;
    this.pending = undefined;
    this.#beat();
    return { Previous: this.previous === 'none' ? 'none' : 'kept' };
  }

  #restore(redemptionId: string): object {
    if (this.credential === redemptionId) {
      this.pending = redemptionId;
      this.credential = this.previous ?? 'none';
    }
    this.#beat();
    return { Restored: this.credential === 'none' ? 'none' : 'previous' };
  }

  #start(key: string): object {
    this.plannedStops.delete(key);
    if (!this.#of(key).running) {
      this.startedAt[key] = this.#venue.now();
      if (key === 'gateway-client') this.read = this.credential;
    }
    this.#change(key, { running: true });
    this.#beat();
    return { Key: key, Outcome: 'Stable', State: 'Running', ProcessId: 7, ExitCode: 0, EventIds: [] };
  }

  /** Dependents stop with it; a stop of what is stopped already is not announced again. */
  #stop(key: string): object {
    const needs = (each: string) => this.dependsOn[each]?.includes(key) && this.#of(each).running;
    const dependents = this.#of(key).running ? Object.keys(this.dependsOn).filter(needs) : [];
    for (const each of [...dependents, key]) {
      this.plannedStops.add(each);
      this.#change(each, { running: false });
    }
    this.#beat();
    return { Key: key, Outcome: 'Stopped', State: 'Stopped', ExitCode: 0, StoppedDependents: dependents };
  }

  /** The cloud at its strictest: what was redeemed last connects, and nothing older does. */
  #beat(): void {
    const venue = this.#venue;
    const held = this.rereads ? this.credential : this.read;
    const isAccepted = this.redeemed.length === 0 || held === this.redeemed.at(-1);
    if (this.#of('gateway-client').running && isAccepted) {
      Object.assign(venue, { connection: 'connected', cloudMachine: venue.machine, cloudVersion: '10.58.0' });
    } else if (venue.connection === 'connected' && venue.cloudMachine === venue.machine) {
      venue.connection = 'disconnected';
    }
  }

  #change(key: string, change: Partial<PracticeService>): object {
    Object.assign(this.#of(key), change);
    return { Key: key };
  }

  #of(key: string): PracticeService {
    this.services[key] ??= { installed: true, running: true, startMode: 'Automatic' };
    return this.services[key];
  }

  #stateOf(key: string): object {
    const { installed, running, startMode } = this.#of(key);
    const state = !installed ? 'Missing' : running ? 'Running' : 'Stopped';
    const at = this.#venue.now().toISOString();
    const service = { Key: key, DisplayName: key, Installed: installed, State: state, StartMode: startMode };
    const StartedAt = running ? (this.startedAt[key]?.toISOString() ?? null) : null;
    const DependsOn = this.dependsOn[key] ?? [];
    return { ...service, DependsOn, Version: null, ProcessId: null, StartedAt, ExitCode: 0, ObservedAt: at };
  }
}
