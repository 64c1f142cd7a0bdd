/** What commands list, as JSON for a script. */
import { jest } from '@jest/globals';
import type { Command } from 'commander';
import type { CommandContext } from '../../src/cli/command-context.js';
import { notifyCommand } from '../../src/cli/notify/notify.js';
import { supportBundleCommand } from '../../src/cli/support-bundle/support-bundle.js';
import { StillClock } from '../domain/still-clock.js';

const stored: string[] = [];
const channels = [
  { name: 'ops', kind: 'webhook' },
  { name: 'log', kind: 'eventlog' },
];
/** Of which nothing else can be read. */
const known = {
  config: {
    venue: 'windows',
    dataFolder: '/nowhere',
    port: 4280,
    cloudUrl: '',
    site: { notifications: { channels } },
  },
  clock: new StillClock(new Date('2031-05-06T12:00:00Z')),
  version: '1.2.3',
  runAs: 'sam',
  isPackaged: () => false,
  notifications: { secrets: { read: (_: string, what: string) => (what === 'key' ? 'secret' : undefined) } },
  supportFiles: async () => ({
    dropOlder: () => 0,
    zip: async () => Buffer.from('zip'),
    store: (name: string) => {
      stored.push(name);
      return `/kept/${name}`;
    },
  }),
};
const context = new Proxy({} as CommandContext, {
  get(_, name) {
    if (Object.hasOwn(known, name)) return known[name as keyof typeof known];
    throw new Error(`${String(name)} is broken`);
  },
});

const printed: string[] = [];
beforeEach(() => {
  for (const texts of [printed, stored]) texts.length = 0;
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
});
afterEach(() => jest.restoreAllMocks());

async function outcomeOf(command: Command, ...words: string[]) {
  await command.exitOverride().parseAsync(words, { from: 'user' });
  return JSON.parse(printed.join(''));
}

test('notify list --json has each channel with the secrets that are set', async () => {
  expect(await outcomeOf(notifyCommand(context), 'list', '--json')).toEqual([
    {
      name: 'ops',
      kind: 'webhook',
      secrets: [
        { name: 'url', isSet: false },
        { name: 'key', isSet: true },
      ],
    },
    { name: 'log', kind: 'eventlog', secrets: [] },
  ]);
});

describe('support-bundle --json', () => {
  const whole = {
    contents: expect.arrayContaining([{ file: 'versions.json', bytes: expect.any(Number) }]),
    missing: expect.arrayContaining([{ file: 'status.json', reason: expect.stringMatching(/\.$/) }]),
  };

  it('has the file, its contents and what is missing', async () => {
    const outcome = await outcomeOf(supportBundleCommand(context), '--json');
    expect(outcome).toEqual({ ...whole, file: '/kept/support-2031-05-06T12-00-00-000Z.zip' });
  });

  it('writes nothing for a preview', async () => {
    expect(await outcomeOf(supportBundleCommand(context), '--json', '--preview')).toEqual({
      ...whole,
      file: null,
    });
    expect(stored).toEqual([]);
  });
});
