/** What the rehearsal's cloud has on its disk between two requests. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CloudMemory } from '../../rehearsal/cloud/memory.js';
import { writeJsonFile } from '../../rehearsal/json-file.js';
import { requestCode } from '../../rehearsal/model/cloud/codes.js';
import { redeem } from '../../rehearsal/model/cloud/redemptions.js';
import { temporaryFolder } from '../storage/engines.js';

const folder = temporaryFolder();
const file = join(folder.path, 'rehearsal', 'cloud', 'cloud.sqlite');
afterAll(() => folder.remove());
beforeAll(() => {
  mkdirSync(join(folder.path, 'rehearsal', 'cloud'), { recursive: true });
  writeJsonFile(join(folder.path, 'rehearsal', 'machine.json'), { seededAt: '2031-05-05T17:10:00.000Z' });
});

/** Opens the memory for one request. */
function inOne<T>(work: (memory: CloudMemory) => T): T {
  const memory = new CloudMemory(folder.path);
  try {
    return work(memory);
  } finally {
    memory.close();
  }
}

const sendCode = () => inOne((memory) => memory.atOnce({}, (cloud) => requestCode(cloud, memory.secrets)));
const attemptsLeft = () =>
  inOne((memory) => memory.atOnce({}, ({ cloud }) => cloud.codes.map((code) => code.attemptsLeft)));
const redemption = { redemptionId: 'one', code: 'ZZZZZZZ9', machineId: 'm', swiftposVersion: '1' };

test('begins again, empty, where another release has left its memory', () => {
  const older = new DatabaseSync(file);
  older.exec('CREATE TABLE code (id INTEGER PRIMARY KEY, code_digest TEXT); INSERT INTO code VALUES (1, 2)');
  older.exec('CREATE TABLE ledger (id INTEGER PRIMARY KEY, at TEXT); CREATE INDEX ledger_at ON ledger (at)');
  older.close();
  expect(inOne((memory) => [memory.mails(), memory.ledger().codeRequests])).toEqual([[], []]);
});

test('stores what a refusal changed and recorded', () => {
  sendCode();
  const refused = () =>
    inOne((memory) => memory.atOnce({}, (cloud) => redeem(cloud, redemption, memory.secrets)));
  expect(refused).toThrow('This code is wrong. 4 attempts are left.');
  expect(attemptsLeft()).toEqual([4]);
  expect(inOne((memory) => memory.ledger().redemptions)).toMatchObject([{ outcome: 'CODE_WRONG' }]);
});

test('stores nothing of a request that fails by a mistake', () => {
  const failed = () =>
    inOne((memory) =>
      memory.atOnce({}, (cloud) => {
        requestCode(cloud, memory.secrets);
        throw new TypeError('a mistake');
      }),
    );
  expect(failed).toThrow('a mistake');
  expect(attemptsLeft()).toEqual([4]);
  expect(inOne((memory) => memory.mails())).toHaveLength(1);
});

test('has only digests of codes, and the same secret after a restart', () => {
  const credentialOf = () => inOne(({ secrets }) => secrets.credentialOf('one'));
  expect(credentialOf()).toBe(credentialOf());
  const [mail] = inOne((memory) => memory.mails());
  const code = /^Authentication Code: (\w+)$/m.exec(mail?.text ?? '')?.[1] ?? '';
  const stored = inOne((memory) => memory.atOnce({}, ({ cloud }) => JSON.stringify(cloud.codes)));
  expect(code).toHaveLength(8);
  expect(stored).not.toContain(code);
});
