/** What `install` prints of its plan, and what it says where there is no service. */

import type { CommandContext } from '../../src/cli/command-context.js';
import { installCommand } from '../../src/cli/install/install.js';
import type { InstallationWish } from '../../src/domain/ports/installation.js';
import { planInstallation } from '../../src/platform/windows-service/plan-installation.js';

async function printed(...words: readonly string[]) {
  const lines: string[] = [];
  const done: string[] = [];
  const planned: InstallationWish[] = [];
  const context = {
    planInstallation: async (wish: InstallationWish) => {
      planned.push(wish);
      return { steps: [{ title: 'Copy' }, { title: 'Start' }], carryOut: async () => void done.push('all') };
    },
  } as unknown as CommandContext;
  const { write } = process.stdout;
  process.stdout.write = (text) => lines.push(String(text)) > 0;
  try {
    await installCommand(context).parseAsync(words, { from: 'user' });
  } finally {
    process.stdout.write = write;
  }
  return { text: lines.join(''), done, planned };
}

test('a dry run prints each step and does none', async () => {
  const { text, done } = await printed('--dry-run');
  expect(text).toBe('install would:\n1. Copy\n2. Start\n');
  expect(done).toEqual([]);
});

test.each([
  [['--dry-run'], false],
  [[], true],
])('as JSON with %j it prints the steps, and whether they were done', async (words, isDone) => {
  const { text, done } = await printed('--json', ...words);
  expect(JSON.parse(text)).toEqual({ action: 'install', steps: ['Copy', 'Start'], done: isDone });
  expect(done).toEqual(isDone ? ['all'] : []);
});

test('names of services that have to run before lose the quotes that a prompt left around them', async () => {
  const { planned } = await printed('--needs', "'MSSQL$SQLEXPRESS'", 'W3SVC');
  expect(planned[0]?.needs).toEqual(['MSSQL$SQLEXPRESS', 'W3SVC']);
  await expect(printed('--needs', 'a b')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test.each(['install', 'upgrade', 'uninstall'] as const)(
  '%s is refused on Linux, with how to run a rehearsal and where a real venue runs',
  async (what) => {
    const wish = { what, needs: [], backup: true, deleteData: false };
    await expect(planInstallation({ wish, source: '/unpacked', version: '1.0.0' })).rejects.toMatchObject({
      code: 'NOT_AVAILABLE_YET',
      message: expect.stringContaining('Nothing was changed.'),
      remedy: expect.stringMatching(/"venue-control serve" in the foreground.+Windows Server/),
    });
  },
);
