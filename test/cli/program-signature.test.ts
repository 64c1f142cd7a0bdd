import type { CommandContext } from '../../src/cli/command-context.js';
import { programSignature } from '../../src/cli/doctor/program-signature.js';
import type { ScriptRunner } from '../../src/domain/ports/script-runner.js';

const platform = process.platform;
beforeEach(() => Object.defineProperty(process, 'platform', { value: 'win32' }));
afterEach(() => Object.defineProperty(process, 'platform', { value: platform }));

const context = (isPackaged = true) =>
  ({ config: { projectFolder: 'C:\\p' }, isPackaged: () => isPackaged }) as unknown as CommandContext;
const examine = (more: object, packaged = true) => {
  const row = {
    Scripts: 240,
    Unsigned: 0,
    Altered: 0,
    Untrusted: 0,
    Example: null,
    Publisher: null,
    ...more,
  };
  const runner = { run: async () => ({ output: [row], notes: [] }) } as unknown as ScriptRunner;
  return programSignature(context(packaged), runner);
};

describe('the signatures of the scripts, as doctor sees them', () => {
  it('are well if each is valid', async () => {
    const detail = '240 scripts, signed by CN=Venue IT';
    expect(await examine({ Publisher: 'CN=Venue IT' })).toEqual([
      { part: 'program signature', ok: true, detail },
    ]);
  });

  it.each<[string, object, object]>([
    [
      'an unsigned program is a warning',
      { Unsigned: 240, Example: 'scripts\\host\\A.ps1' },
      {
        ok: true,
        warning: true,
        detail: '240 of 240 scripts are not signed, such as scripts\\host\\A.ps1',
        remedy: expect.stringMatching(/^Unpack the archive again, sign it .*security-team\.md/),
      },
    ],
    [
      'so is a publisher that the machine does not trust',
      { Untrusted: 240, Publisher: 'CN=Venue IT' },
      { ok: true, warning: true, detail: expect.stringContaining('CN=Venue IT, which this machine') },
    ],
    [
      'a script that was changed since is bad, whatever the others are',
      { Altered: 1, Unsigned: 3, Untrusted: 4, Example: 'scripts\\host\\A.ps1' },
      { ok: false, detail: expect.stringContaining('1 of 240 scripts were changed') },
    ],
  ])('%s', async (_, row, finding) => {
    expect(await examine(row)).toEqual([expect.objectContaining({ part: 'program signature', ...finding })]);
  });

  it('of a checkout, or on another system, are no finding', async () => {
    expect(await examine({ Unsigned: 240 }, false)).toEqual([]);
    Object.defineProperty(process, 'platform', { value: 'linux' });
    expect(await examine({ Unsigned: 240 })).toEqual([]);
  });
});
