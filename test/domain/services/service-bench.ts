/** Commands for services, and the time that they take. */
import type { ServiceCommand } from '../../../src/domain/services/control.js';
import { callerOf, type eachDomain } from '../rehearsal-domain.js';

export function serviceBench(domain: ReturnType<typeof eachDomain>) {
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
