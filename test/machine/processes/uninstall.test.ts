/** An uninstall that fails while it can still be put back, with what an installation gave the service's account. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostSystem } from '../../../src/machine/installation/host-system.js';
import { planUninstall } from '../../../src/machine/installation/install.js';
import { carryOut } from '../../../src/machine/installation/plan.js';

test('what the account was let do it is let do again, before it starts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-uninstall-'));
  const did: string[] = [];
  const doing = (what: string) => async () => void did.push(what);
  const host: HostSystem = {
    programs: join(folder, 'programs'),
    data: join(folder, 'data'),
    service: 'the service',
    log: 'its log',
    requireAdministrator: async () => undefined,
    requireSource: async () => undefined,
    requireAccount: async () => undefined,
    prepare: () => [],
    settle: () => [],
    protect: () => [],
    rights: ({ account }) => [{ title: 'rights', work: doing(`rights of ${account}`) }],
    registered: async () => ({
      program: join(folder, 'programs', '1'),
      data: join(folder, 'data'),
      needs: [],
      account: 'NT SERVICE\\VenueControl',
    }),
    register: doing('register'),
    async unregister() {
      did.push('unregister');
      throw new Error('It is still there.');
    },
    start: doing('start'),
    stop: doing('stop'),
    tellRolledBack: async () => undefined,
    run: async () => '',
  };
  try {
    const plan = await planUninstall({ host, source: join(folder, 'unpacked') }, { deleteData: false });
    await expect(carryOut(plan, () => undefined)).rejects.toMatchObject({
      code: 'UNINSTALL_FAILED',
      remedy: expect.stringContaining('Everything was put back as it was.'),
    });
    expect(did).toEqual(['stop', 'unregister', 'register', 'rights of NT SERVICE\\VenueControl', 'start']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
