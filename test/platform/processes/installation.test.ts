/** Plans of installing and removing, on a machine that fails where the test says: what is restored, what stays, and what is said of it. */
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostSystem } from '../../../src/platform/windows-service/host-system.js';
import { planInstall, planUninstall } from '../../../src/platform/windows-service/install.js';
import { carryOut } from '../../../src/platform/windows-service/plan.js';
import {
  answering,
  beginMachine,
  endMachine,
  install,
  machine,
  parts,
  putProgram,
  putVenue,
  tell,
} from './planned-machine.js';

beforeEach(beginMachine);
afterEach(endMachine);

describe('an uninstall', () => {
  test('whose programs cannot all be removed starts nothing again, and says what is left', async () => {
    const { program } = install();
    const data = join(machine.folder, 'unpacked', 'main.js');
    machine.registered = { program, data, needs: [] };
    const plan = await planUninstall(parts(), { deleteData: true });
    await expect(carryOut(plan, tell)).rejects.toMatchObject({
      code: 'UNINSTALL_FAILED',
      message: expect.stringContaining(`Delete the data in ${data}`),
      remedy: expect.stringContaining('Nothing is rolled back'),
    });
    expect(machine.did).toEqual(['stop', 'unregister']);
    expect(existsSync(program)).toBe(false);
    expect(machine.registered).toBeUndefined();
  });

  test('that would have to delete the program it runs from is refused before anything is done', async () => {
    const { program } = install();
    await expect(planUninstall(parts(program), { deleteData: false })).rejects.toMatchObject({
      code: 'UNINSTALL_FAILED',
      message: expect.stringContaining("can't delete itself"),
    });
    await expect(planUninstall(parts(), { deleteData: false })).resolves.toBeDefined();
  });

  test('that fails while it can be restored lets the account do again what it was let do, before it starts', async () => {
    machine.registered = { ...install(), account: 'NT SERVICE\\VenueControl' };
    machine.host = {
      ...machine.host,
      rights: ({ account }) => [
        { title: 'rights', work: () => void machine.did.push(`rights of ${account}`) },
      ],
      async unregister() {
        machine.did.push('unregister');
        throw new Error('It is still there.');
      },
    };
    const plan = await planUninstall(parts(), { deleteData: false });
    await expect(carryOut(plan, tell)).rejects.toMatchObject({
      code: 'UNINSTALL_FAILED',
      remedy: expect.stringContaining('All changes were rolled back.'),
    });
    expect(machine.did).toEqual([
      ...['stop', 'unregister', 'register'],
      ...['rights of NT SERVICE\\VenueControl', 'start'],
    ]);
  });

  test("removes what is ours: a folder of someone's with a SHA256SUMS stays", async () => {
    install();
    putProgram(join(machine.host.programs, 'photos'), 'theirs');
    putProgram(join(machine.host.programs, '1.0.0-deadbeef'), 'renamed');
    await carryOut(await planUninstall(parts(), { deleteData: false }), tell);
    expect(readdirSync(machine.host.programs).sort()).toEqual(['1.0.0-deadbeef', 'photos']);
  });
});

describe('an install', () => {
  test.each<[string, () => void, string]>([
    ['a data folder', () => machine.host.data, '--data'],
    ['a folder for programs', () => machine.host.programs, '--to'],
  ] as [string, () => void, string][])(
    "into %s that is someone's is refused, and nothing is changed",
    async (_, which, option) => {
      const place = String(which());
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'thesis.txt'), 'mine');
      await expect(planInstall(parts())).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining('thesis.txt'),
        remedy: expect.stringContaining(option),
      });
      expect(readdirSync(place)).toEqual(['thesis.txt']);
    },
  );

  test('takes a data folder that was ours, one on a disk of its own, and a folder of our programs', async () => {
    install();
    putVenue();
    machine.registered = undefined;
    await expect(planInstall(parts())).resolves.toBeDefined();
    rmSync(machine.host.data, { recursive: true });
    putVenue();
    mkdirSync(join(machine.host.data, 'System Volume Information'));
    await expect(planInstall(parts())).resolves.toBeDefined();
  });

  test('copies the program into a folder that no one else can write any more; where it cannot be closed nothing is copied', async () => {
    const copied = () => (existsSync(machine.host.programs) ? readdirSync(machine.host.programs) : []);
    putProgram(parts().source, 'main');
    let isOpen = true;
    const work = () => {
      machine.did.push(`close with ${copied().length} in it`);
      if (isOpen) throw new Error('It is a link.');
    };
    putVenue();
    const stopAnswering = await answering();
    machine.host = { ...machine.host, prepare: () => [{ title: 'Close', work }] };
    await expect(carryOut(await planInstall(parts()), tell)).rejects.toMatchObject({
      code: 'INSTALL_FAILED',
    });
    expect(copied()).toEqual([]);
    isOpen = false;
    await carryOut(await planInstall(parts()), tell).finally(stopAnswering);
    expect(machine.did).toEqual(['close with 0 in it', 'close with 0 in it', 'register', 'start']);
    expect(copied()).toHaveLength(1);
  });

  test('what was copied is settled before it is registered', async () => {
    const settle: HostSystem['settle'] = ({ programs }) => [
      { title: 'Settle', work: () => void machine.did.push(`settle ${readdirSync(programs).length}`) },
    ];
    putVenue();
    const stopAnswering = await answering();
    machine.host = { ...machine.host, settle };
    await carryOut(await planInstall(parts()), tell).finally(stopAnswering);
    expect(machine.did).toEqual(['settle 1', 'register', 'start']);
  });

  test('whose server does not answer is restored: no service, no program, and the data as they were', async () => {
    putVenue();
    await expect(carryOut(await planInstall(parts()), tell)).rejects.toMatchObject({
      code: 'INSTALL_FAILED',
      message: expect.stringContaining('The server did not respond within 0.3 s.'),
      remedy: 'Read why: its log. All changes were rolled back.',
    });
    expect(machine.did).toEqual(['register', 'start', 'stop', 'unregister']);
    expect(readdirSync(machine.folder).sort()).toEqual(['data', 'unpacked']);
    expect(readdirSync(machine.host.data)).toEqual(['venue.json']);
  });

  test.each(['0', '65536', 'eighty', '42.5', '0x10'])(
    'with VENUE_CONTROL_PORT=%s is refused, and changes nothing',
    async (port) => {
      putVenue();
      process.env['VENUE_CONTROL_PORT'] = port;
      const refused = planInstall(parts()).finally(() => delete process.env['VENUE_CONTROL_PORT']);
      await expect(refused).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: `VENUE_CONTROL_PORT is "${port}", and a service needs a port from 1 to 65535.`,
        remedy: expect.stringMatching(/^Set VENUE_CONTROL_PORT to .+ Nothing was changed\.$/),
      });
      expect(machine.did).toEqual([]);
    },
  );

  test('beside an installed one is refused, and changes nothing', async () => {
    const { program } = install();
    await expect(planInstall(parts())).rejects.toMatchObject({
      code: 'ALREADY_INSTALLED',
      message: `the service is installed, from ${program}.`,
    });
  });

  test('of a program with one byte more than was packaged is refused before anything is done', async () => {
    putVenue();
    appendFileSync(join(parts().source, 'main.js'), ' ');
    await expect(planInstall(parts())).rejects.toMatchObject({
      code: 'PROGRAM_DAMAGED',
      message: 'main.js differs from the packaged file.',
    });
  });

  test('needs a venue.json first, and says how to get it', async () => {
    await expect(planInstall(parts())).rejects.toMatchObject({
      code: 'VENUE_FILE_MISSING',
      remedy: `Set VENUE_CONTROL_DATA to ${machine.host.data}, run "venue-control init", then install again. Nothing was changed.`,
    });
    putVenue();
    await expect(planInstall(parts())).resolves.toBeDefined();
  });
});
