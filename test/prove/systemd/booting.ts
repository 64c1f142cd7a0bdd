/** The machine goes down, told or not, and comes up: nobody has to do anything. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './chapter.js';
import { boot, type Machine } from './machine.js';
import { machineFolder } from './machine-folder.js';
import type { Served } from './served.js';
import { asAccount, DATA, journal, processesOfUnit, unitState } from './unit.js';

/** `swap` takes the machine that was booted in the place of the one that is gone. */
export function booting(machine: Machine, server: Served, swap: (next: Machine) => void): readonly Case[] {
  const lock = join(machineFolder, DATA, 'server.lock');
  let id = '';
  return [
    [
      'a reboot lets it drain, and it comes up with the machine',
      async () => {
        await machine.shutDown();
        swap(await boot());
        const since = Date.now();
        await server.untilWell();
        assert.equal((await unitState(machine)).restarts, 0);
        const last = await journal(machine, ['--boot=-1', '-n', '5']).catch(() => []);
        assert.ok(last.some(({ MESSAGE }) => /Deactivated successfully|Stopped venue-control/.test(MESSAGE)));
        return `well ${((Date.now() - since) / 1000).toFixed(1)} s after the boot`;
      },
    ],
    [
      'a power cut in the middle of a resync, and a lock that names a process that lives again: it comes up by itself',
      async () => {
        await server.signIn();
        id = await server.beginResync();
        await machine.cutPower();
        const holder = JSON.parse(readFileSync(lock, 'utf8'));
        // Process 1 lives always: the number that was the server's is another's now.
        writeFileSync(lock, JSON.stringify({ ...holder, pid: 1 }));
        swap(await boot());
        const since = Date.now();
        await server.untilWell();
        const { restarts, pid } = await unitState(machine);
        assert.equal(restarts, 0);
        assert.equal(JSON.parse(readFileSync(lock, 'utf8')).pid, pid);
        return `well ${((Date.now() - since) / 1000).toFixed(1)} s after the boot`;
      },
    ],
    [
      'what the power cut interrupted goes on to its end, and the audit is whole',
      async () => {
        await server.signIn();
        assert.equal(await server.untilEnded(id), 'SUCCEEDED');
        assert.equal((await asAccount(machine, ['audit', 'verify'])).code, 0);
      },
    ],
    [
      'nothing of the life before is left: one server, one cloud',
      async () => {
        const lines = await processesOfUnit(machine);
        assert.equal(lines.filter((line) => / (?:serve|rehearsal) $/.test(line)).length, 2, lines.join('\n'));
      },
    ],
  ];
}
