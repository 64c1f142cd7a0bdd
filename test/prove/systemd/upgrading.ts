/** A newer program in the place of the older, one that doesn't start, and the way out. */
import assert from 'node:assert/strict';
import type { Case } from './chapter.js';
import { tracesOn } from './installing.js';
import type { Machine } from './machine.js';
import { programOf } from './programs.js';
import type { Served } from './served.js';
import { DATA, processesOfAccount, registeredProgram, UNIT, unitState } from './unit.js';

export function upgrading(machine: Machine, server: Served): readonly Case[] {
  const programs = async () => (await machine.must(['ls', '/opt/venue-control'])).split('\n');
  const isUp = async () => (await machine.run(['systemctl', 'is-system-running'])).stdout.trim();
  return [
    [
      'an upgrade in the middle of a resync: the new program answers, sessions stay, the resync goes on to its end',
      async () => {
        await server.signIn();
        const id = await server.beginResync();
        const since = Date.now();
        await machine.must([programOf('2'), 'upgrade']);
        const seconds = ((Date.now() - since) / 1000).toFixed(1);
        assert.match((await registeredProgram(machine)) ?? '', /\/0\.2\.0-/);
        assert.equal(await server.untilEnded(id), 'SUCCEEDED');
        assert.equal((await programs()).length, 2);
        assert.match(await machine.must(['ls', `${DATA}/backups`]), /^before-0\.2\.0-/);
        return `${seconds} s`;
      },
    ],
    [
      'one that does not start, and spoils the state before: the older program is put back, on its state, and the error says so',
      async () => {
        const before = await registeredProgram(machine);
        const since = Date.now();
        const { code, stderr } = await machine.run([programOf('3'), 'upgrade']);
        const seconds = Math.round((Date.now() - since) / 1000);
        assert.equal(code, 1);
        assert.match(stderr, /The server ended before it answered\./);
        assert.match(stderr, /What ran before was put back, and its state from the backup/);
        assert.doesNotMatch(stderr, /Not put back/);
        assert.equal(await registeredProgram(machine), before);
        await server.untilWell();
        await server.signIn();
        assert.equal((await programs()).length, 2);
        assert.equal(await isUp(), 'running');
        return `${seconds} s, as systemd tries the broken one again first`;
      },
    ],
    [
      "everything in the data folder is still the account's",
      async () => {
        assert.equal(await machine.must(['find', DATA, '!', '-user', 'venue-control']), '');
      },
    ],
    [
      'an uninstall leaves the data and nothing else: no process, no unit, no program',
      async () => {
        await machine.must([programOf('1'), 'uninstall']);
        assert.deepEqual(await processesOfAccount(machine), []);
        assert.deepEqual(await tracesOn(machine), []);
        assert.equal(await isUp(), 'running');
        assert.match(await machine.must(['ls', DATA]), /state\.sqlite/);
      },
    ],
    [
      'installed again on these data it knows its venue; "uninstall --delete-data" then takes them too',
      async () => {
        await machine.must([programOf('2'), 'install']);
        assert.equal((await unitState(machine)).active, 'active');
        await server.signIn();
        assert.equal(await server.redemptions(), 1);
        await machine.must([programOf('2'), 'uninstall', '--delete-data']);
        assert.deepEqual(await tracesOn(machine), []);
        assert.equal((await machine.run(['test', '-e', DATA])).code, 1);
        assert.equal((await machine.run(['systemctl', 'cat', UNIT])).code, 1);
      },
    ],
  ];
}
