/** Plans of putting a newer program in the place of an older one: what is restored where it fails, and what is said of it. */
import { once } from 'node:events';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { planUpgrade } from '../../../src/platform/windows-service/install.js';
import { carryOut, nothingToRollBack } from '../../../src/platform/windows-service/plan.js';
import {
  answering,
  beginMachine,
  endMachine,
  install,
  machine,
  parts,
  putProgram,
  putState,
  tell,
} from './planned-machine.js';

beforeEach(beginMachine);
afterEach(endMachine);

describe('an upgrade', () => {
  let server: Server | undefined;
  let stopAnswering: (() => void) | undefined;
  afterEach(() => {
    stopAnswering?.();
    server?.close();
    server?.closeAllConnections();
    [server, stopAnswering] = [undefined, undefined];
  });

  test('keeps the data folder, the account and the needed services of the installed one, whose program stays', async () => {
    const older = { ...install(), needs: ['MSSQL$SQLEXPRESS'], account: 'NT SERVICE\\VenueControl' };
    machine.registered = older;
    stopAnswering = await answering();
    await carryOut(await planUpgrade(parts(), { backup: true }), tell);
    expect(machine.registered).toEqual({ ...older, program: expect.stringMatching(/2\.0\.0-[0-9a-f]{8}$/) });
    expect(readdirSync(machine.host.programs)).toHaveLength(2);
  });

  test('to the program that is installed is refused before anything is done', async () => {
    install();
    const program = putProgram(machine.host.programs, 'newer', '2.0.0');
    machine.registered = { program, data: machine.host.data, needs: [] };
    await expect(planUpgrade(parts(), { backup: true })).rejects.toMatchObject({
      code: 'ALREADY_INSTALLED',
      message: expect.stringContaining('already runs this program'),
    });
  });

  test('whose tidying fails is an upgrade: it says what stayed, and restores nothing', async () => {
    install();
    stopAnswering = await answering();
    const { programs } = machine.host;
    await carryOut(await planUpgrade(parts(), { backup: true }), (words) => {
      tell(words);
      if (!words.startsWith('Remove programs older')) return;
      // The disk goes at the very end.
      renameSync(programs, `${programs}.away`);
      writeFileSync(programs, '');
    });
    expect(machine.registered?.program).toContain('2.0.0-');
    expect(machine.did).toEqual(['stop', 'backup', 'register', 'start']);
    expect(machine.messages.at(-1)).toMatch(/may be left \(ENOTDIR.*\)\. Delete them manually\.$/);
  });

  test.each([
    ['is restored where the program before reached it', true, 'older'],
    ['is done, and says so, where the program before did not either', false, 'newer'],
  ])("whose server can't reach the venue's database %s", async (_, wasWell, left) => {
    const { program, data } = install();
    let runs = 'older';
    server = createServer((_request, response) => {
      const isWell = runs === 'older' && wasWell;
      response.statusCode = isWell ? 200 : 503;
      response.end(JSON.stringify({ parts: [{ name: 'venue database', status: isWell ? 'OK' : 'DOWN' }] }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const start = async () => {
      runs = machine.registered?.program === program ? 'older' : 'newer';
      writeFileSync(join(data, 'server.json'), JSON.stringify({ port, startedAt: new Date().toISOString() }));
    };
    await start();
    machine.host = { ...machine.host, start };
    const upgrade = carryOut(await planUpgrade({ ...parts(), readyMs: 1200 }, { backup: true }), tell);
    if (wasWell)
      await expect(upgrade).rejects.toMatchObject({
        message: expect.stringContaining("can't use the venue's database, which the previous version could"),
      });
    else await upgrade;
    expect(runs).toBe(left);
    expect(machine.messages.some((words) => words.includes("database can't be reached"))).toBe(!wasWell);
  });

  test('that fails before it changed the state restores nothing', async () => {
    install();
    await expect(carryOut(await planUpgrade(parts(), { backup: true }), tell)).rejects.toMatchObject({
      remedy:
        'Read why: its log. Not rolled back: Stop the service; what runs is carried on after the next start (The server did not respond within 0.3 s.).',
    });
    expect(machine.did).toEqual(['stop', 'backup', 'register', 'start', 'stop', 'register', 'start']);
  });

  test('that fails after it changed the state restores it, and says what that ended', async () => {
    const { data } = install();
    machine.host = {
      ...machine.host,
      start: async () => writeFileSync(join(data, 'state.sqlite'), 'spoilt'),
    };
    await expect(carryOut(await planUpgrade(parts(), { backup: true }), tell)).rejects.toMatchObject({
      remedy: expect.stringMatching(/All clerks must sign in again, API tokens have ended.*STATE_RESTORED/),
    });
    expect(machine.did).toContain('restore');
  });

  test('of a data folder without a state database is refused unless no backup is asked for', async () => {
    const { data } = install();
    rmSync(join(data, 'state.sqlite'));
    await expect(planUpgrade(parts(), { backup: true })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      remedy: expect.stringContaining('--no-backup'),
    });
    await expect(carryOut(await planUpgrade(parts(), { backup: false }), tell)).rejects.toMatchObject({
      remedy: expect.stringContaining('no backup was made (--no-backup)'),
    });
  });

  test('goes beside the program that is registered, wherever that was put', async () => {
    const program = putProgram(join(machine.folder, 'elsewhere'), 'older', '1.0.0');
    machine.registered = { program, data: machine.host.data, needs: [] };
    putState();
    const { steps } = await planUpgrade(parts(), { backup: true });
    expect(steps[0]?.title).toMatch(`Copy the program to ${join(machine.folder, 'elsewhere')}`);
  });

  test('sets the rights of the folders again when nothing runs that would change them meanwhile; where that fails the older one runs again', async () => {
    const { program } = install();
    stopAnswering = await answering();
    const title = 'Access lists';
    const work = () => {
      machine.did.push('protect');
      throw new Error('Someone has closed a file.');
    };
    machine.host = { ...machine.host, protect: () => [{ title, work, undo: nothingToRollBack }] };
    await expect(carryOut(await planUpgrade(parts(), { backup: true }), tell)).rejects.toMatchObject({
      message: 'Access lists: Someone has closed a file.',
      remedy: expect.stringContaining('All changes were rolled back.'),
    });
    expect(machine.did).toEqual(['stop', 'protect', 'start']);
    expect(machine.registered?.program).toBe(program);
  });
});
