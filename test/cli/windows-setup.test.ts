import { timeZone, windowsSetup } from '../../src/cli/windows-setup.js';
import type { ScriptRunner } from '../../src/domain/ports/script-runner.js';

const SERVER = {
  Product: 'Windows Server 2022 Standard',
  Edition: 'ServerStandard',
  Type: 'Server Core',
  Build: 20348,
  Is64Bit: true,
  DotNet: '.NET 10.0.1',
  FrameworkRelease: 528449,
};
const examine = (more: object = {}) =>
  windowsSetup({ run: async () => ({ output: [{ ...SERVER, ...more }] }) } as unknown as ScriptRunner);

describe('Windows, as doctor and init see it', () => {
  it('is named with edition, type and build, and its .NET', async () => {
    expect(await examine()).toEqual([
      {
        part: 'Windows',
        ok: true,
        detail: 'Windows Server 2022 Standard, ServerStandard, Server Core, build 20348',
      },
      { part: '.NET', ok: true, detail: '.NET 10.0.1; .NET Framework release 528449' },
    ]);
  });

  it.each<[string, object, object]>([
    [
      'an old Windows',
      { Build: 14_393 },
      { part: 'Windows', ok: false, remedy: expect.stringContaining('2019') },
    ],
    ['32 bits', { Is64Bit: false }, { part: 'Windows', ok: false }],
    ['a client edition', { Type: 'Client' }, { part: 'Windows', ok: true, warning: true }],
    [
      'an old .NET Framework',
      { FrameworkRelease: 394_802 },
      { part: '.NET', ok: false, remedy: expect.stringContaining('4.7.2') },
    ],
  ])('with %s is a finding', async (_what, more, finding) => {
    expect((await examine(more)).filter(({ ok, warning }) => !ok || warning)).toMatchObject([finding]);
  });

  it('has the time zone of the venue where their clocks agree all year, by whatever name', () => {
    const now = new Date('2031-05-06T02:00:00Z');
    expect(timeZone('Australia/Sydney', now, 'Australia/Melbourne')).toMatchObject({ ok: true });
    expect(timeZone('Australia/Sydney', now, 'Australia/Melbourne')).not.toHaveProperty('warning');
    // The same in May, another in November.
    expect(timeZone('Australia/Sydney', now, 'Australia/Brisbane')).toMatchObject({
      warning: true,
      detail: 'this machine has Australia/Brisbane, and the venue Australia/Sydney',
      remedy: expect.stringContaining('tzutil'),
    });
  });
});
