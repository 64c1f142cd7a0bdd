/** Services of which NetPOS depends on Connect, over scripts that stop and start what they are asked to. */
import type { ServiceCommand } from '../../../src/domain/services/control.js';
import { callerOf, type eachDomain } from '../rehearsal-domain.js';

/** Prepares each test of the file that calls it. */
export function serviceBench(domain: ReturnType<typeof eachDomain>) {
  beforeEach(() => {
    const { venue } = domain;
    venue.dependsOn = { connect: [], netpos: ['connect'] };
    venue.scripts.set('Stop-VenueHostService', ({ Key }) => {
      const stopped = Key === 'connect' ? ['netpos', 'connect'] : [String(Key)];
      for (const key of stopped) venue.stopped.add(key);
      return {
        Outcome: 'Stopped',
        StoppedDependents: stopped.filter((key) => key !== Key),
        MonitorReleased: true,
      };
    });
    venue.scripts.set('Start-VenueHostService', ({ Key }) => {
      venue.stopped.delete(String(Key));
      return { Outcome: 'Stable', ProcessId: 2, ExitCode: 0 };
    });
  });

  async function turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn += 1) await domain.clock.pass(100);
  }
  const ask = (key: string, command: ServiceCommand, reason?: string) =>
    domain.plane.services.control(callerOf('1'), key, command, reason).catch((error: unknown) => error);
  async function settled(key: string, command: ServiceCommand, reason?: string) {
    const answer = ask(key, command, reason);
    await turns(20);
    return answer;
  }
  return { ask, settled, turns };
}
