/** A server that is stopped, killed, or can't start: what systemd makes of it, and what becomes of what ran. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { onboard, requestCode } from '../../venue/requests.js';
import type { Case } from './chapter.js';
import type { Machine } from './machine.js';
import type { Served } from './served.js';
import {
  asAccount,
  DATA,
  journal,
  processesOfAccount,
  processesOfUnit,
  UNIT,
  unitState,
  untilState,
} from './unit.js';

/** Of the unit. */
const STOP_MS = 20_000;

export function living(machine: Machine, server: Served): readonly Case[] {
  return [
    [
      'killed in the middle of an onboarding it comes again by itself, and the onboarding goes on to its end, its code redeemed once',
      async () => {
        await server.signIn();
        const plan = await server.readyPlan('ONBOARD');
        const { data, errors } = await onboard(server, plan, await requestCode(server));
        assert.deepEqual(errors, []);
        // The code itself is kept nowhere: before it was redeemed, a kill ends the onboarding.
        for (let at = 0; at < 100 && (await server.redemptions()) === 0; at += 1) await sleep(100);
        const before = await unitState(machine);
        const since = Date.now();
        await machine.must(['sh', '-c', `kill -9 ${before.pid}`]);
        await untilState(machine, 'active', 30_000);
        await server.untilWell();
        const seconds = ((Date.now() - since) / 1000).toFixed(1);
        const after = await unitState(machine);
        assert.notEqual(after.pid, before.pid);
        assert.equal(after.restarts, before.restarts + 1);
        assert.equal(await server.untilEnded(data.onboard.id), 'SUCCEEDED');
        assert.equal(await server.redemptions(), 1);
        return `well again after ${seconds} s`;
      },
    ],
    [
      'what the killed one had running is gone: the control group has one server and its own',
      async () => {
        const lines = await processesOfUnit(machine);
        assert.equal(lines.filter((line) => / serve $/.test(line)).length, 1, lines.join('\n'));
        assert.equal(lines.filter((line) => / rehearsal $/.test(line)).length, 1, lines.join('\n'));
        assert.equal((await processesOfAccount(machine)).length, lines.length);
        return `${lines.length} processes`;
      },
    ],
    [
      'stopped in the middle of a resync it ends in time and well, and leaves no process; started again, the resync goes on to its end',
      async () => {
        const id = await server.beginResync();
        const since = Date.now();
        await machine.must(['systemctl', 'stop', UNIT]);
        const ms = Date.now() - since;
        assert.ok(ms < STOP_MS, `${ms} ms`);
        const { active, result } = await unitState(machine);
        assert.deepEqual({ active, result }, { active: 'inactive', result: 'success' });
        assert.deepEqual(await processesOfAccount(machine), []);
        await machine.must(['systemctl', 'reset-failed', UNIT]).catch(() => undefined);
        await machine.must(['systemctl', 'start', UNIT]);
        await server.untilWell();
        assert.equal(await server.untilEnded(id), 'SUCCEEDED');
        return `${(ms / 1000).toFixed(1)} s of ${STOP_MS / 1000}`;
      },
    ],
    [
      'one that hears nothing is ended by force within the time of the unit, with all that it had running',
      async () => {
        const { pid } = await unitState(machine);
        // systemd wakes what it ends, so once is not enough.
        const hold = `while kill -STOP ${pid} 2>/dev/null; do sleep 0.02; done`;
        await machine.must(['systemd-run', '--quiet', '--unit=holds-server', 'sh', '-c', hold]);
        const since = Date.now();
        await machine.run(['systemctl', 'stop', UNIT]);
        const ms = Date.now() - since;
        assert.ok(ms > STOP_MS - 1000, `it ended after ${ms} ms: nothing held it`);
        assert.ok(ms < STOP_MS + 3000, `${ms} ms`);
        assert.deepEqual(await processesOfAccount(machine), []);
        await machine.must(['systemctl', 'reset-failed', UNIT]);
        return `${(ms / 1000).toFixed(1)} s`;
      },
    ],
    [
      'a config.json that it refuses: it fails at once and is not tried again, and -p warning says why',
      async () => {
        await machine.must([
          'sh',
          '-c',
          `echo '{ "nobodyKnows": 1 }' > ${DATA}/config.json; chown venue-control: ${DATA}/config.json`,
        ]);
        await machine.run(['systemctl', 'start', UNIT]);
        const { restarts, result } = await untilState(machine, 'failed', 60_000);
        const reasons = await journal(machine, ['-p', 'warning', '-n', '20']);
        await machine.must(['rm', `${DATA}/config.json`]);
        assert.deepEqual({ restarts, result }, { restarts: 0, result: 'exit-code' });
        const [reason] = reasons.filter(({ MESSAGE }) => MESSAGE.includes('nobodyKnows'));
        assert.match(reason?.MESSAGE ?? '', /^1002 .*config\.json, line 1/);
        assert.equal(reason?.PRIORITY, '3');
      },
    ],
    [
      'mended, it starts by "systemctl start" alone',
      async () => {
        await machine.must(['systemctl', 'start', UNIT]);
        await server.untilWell();
      },
    ],
    [
      'one that is killed again and again is given up after five starts, not tried for ever',
      async () => {
        await machine.must(['systemctl', 'reset-failed', UNIT]);
        const script = `systemctl restart ${UNIT}; for i in $(seq 60); do systemctl is-failed -q ${UNIT} && exit 0; systemctl kill -s KILL ${UNIT} 2>/dev/null; sleep 1; done; exit 1`;
        await machine.must(['sh', '-c', script]);
        const { restarts, result } = await unitState(machine);
        assert.ok(restarts <= 5, `${restarts} restarts`);
        await machine.must(['systemctl', 'reset-failed', UNIT]);
        await machine.must(['systemctl', 'start', UNIT]);
        await server.untilWell();
        return `${restarts} restarts, then ${result}`;
      },
    ],
    [
      'after all that the audit is whole, and the log in the data folder goes on beside the journal',
      async () => {
        assert.match(await machine.must(['ls', `${DATA}/logs`]), /server\.jsonl/);
        assert.equal((await asAccount(machine, ['audit', 'verify'])).code, 0);
      },
    ],
  ];
}
