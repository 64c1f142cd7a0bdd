/** What the machine's administrator reads in the journal, and is woken by. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { onboard, requestCode } from '../../venue/requests.js';
import type { Case } from './chapter.js';
import type { Machine } from './machine.js';
import type { Served } from './served.js';
import { asAccount, type Entry, journal } from './unit.js';

/** A clerk is locked out after fewer. */
const WRONG_PINS = 12;

export function inJournal(machine: Machine, server: Served): readonly Case[] {
  const alertOf = async (id: number): Promise<Entry | undefined> => {
    const warnings = await journal(machine, ['-p', 'warning']);
    return warnings.find(({ MESSAGE }) => MESSAGE.startsWith(`${id} `));
  };
  return [
    [
      'of a start and what was asked since it has our lines and those of systemd, not one of what we run',
      async () => {
        const entries = await journal(machine);
        const foreign = entries.filter(
          ({ SYSLOG_IDENTIFIER: by }) => !['venue-control', 'systemd'].includes(by),
        );
        const told = foreign
          .slice(0, 2)
          .map(({ PRIORITY, MESSAGE }) => `<${PRIORITY}>${MESSAGE.slice(0, 90)}`);
        assert.equal(foreign.length, 0, `${foreign.length} lines of others: ${told.join(' | ')}`);
        return `${entries.length} lines`;
      },
    ],
    [
      'a clerk who is locked out is 1201, a warning',
      async () => {
        for (let at = 0; at < WRONG_PINS; at += 1)
          await server.ask('mutation { signIn(clerkId: "5", pin: "0001") { token } }');
        const alert = await alertOf(1201);
        assert.equal(alert?.PRIORITY, '4');
        assert.equal(alert?.SYSLOG_IDENTIFIER, 'venue-control');
      },
    ],
    [
      'an operation that fails is 1100, an error',
      async () => {
        await server.signIn();
        assert.equal((await asAccount(machine, ['rehearse', 'redeem=expired'])).code, 0);
        const plan = await server.readyPlan('ONBOARD');
        const { data, errors } = await onboard(server, plan, await requestCode(server));
        assert.deepEqual(errors, []);
        assert.match(await server.untilEnded(data.onboard.id), /^FAILED CODE_EXPIRED/);
        assert.equal((await asAccount(machine, ['rehearse', 'none'])).code, 0);
        for (let at = 0; at < 20 && !(await alertOf(1100)); at += 1) await sleep(250);
        const alert = await alertOf(1100);
        assert.equal(alert?.PRIORITY, '3');
        assert.match(alert?.MESSAGE ?? '', /CODE_EXPIRED/);
      },
    ],
    [
      'no PIN, no code and no token is in it',
      async () => {
        const text = (await journal(machine)).map(({ MESSAGE }) => MESSAGE).join('\n');
        const secrets = ['2468', '0001', await server.code()];
        assert.deepEqual(
          secrets.filter((secret) => text.includes(secret)),
          [],
        );
      },
    ],
  ];
}
