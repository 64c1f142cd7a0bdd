/** What doctor says of Gateway Client's file: what an onboarding would refuse, and nothing where there is none. */
import { gatewayPlace } from '../../src/cli/doctor/installation.js';
import type { Config } from '../../src/config/config.js';
import { ScriptError, type ScriptRunner } from '../../src/domain/ports/script-runner.js';

const asked: string[] = [];
const runner = (Why: string | null, failure?: Error) =>
  ({
    async run({ script }: { script: string }) {
      asked.push(script);
      if (failure) throw failure;
      return { output: [{ Why }] };
    },
  }) as unknown as ScriptRunner;
const site = (gatewayCredential: unknown) =>
  ({ venueFile: { said: { gatewayCredential } } }) as unknown as Pick<Config, 'venueFile'>;
const place = { file: 'C:\\gateway\\client.json', form: 'text' };

test('a place that others may change is reported with who, and what to do', async () => {
  const message = 'C:\\gateway may be changed by BUILTIN\\Users (0x2).';
  const [finding] = await gatewayPlace(site(place), runner(message));
  expect(finding).toMatchObject({
    ok: false,
    detail: message,
    remedy: expect.stringContaining('permissions'),
  });
});

test('a look that fails is a finding', async () => {
  const late = new ScriptError('Test-GatewayPlace', 'TIMED_OUT', 'late');
  expect(await gatewayPlace(site(place), runner(null, late))).toMatchObject([{ ok: false }]);
});

test('one that is well is named', async () => {
  const [finding] = await gatewayPlace(site(place), runner(null));
  expect(finding).toMatchObject({ ok: true, detail: `${place.file}, which only administrators can change` });
});

test('where venue.json names none no one is asked', async () => {
  asked.length = 0;
  expect(await gatewayPlace(site(null), runner(null))).toEqual([]);
  expect(await gatewayPlace({ venueFile: undefined }, runner(null))).toEqual([]);
  expect(asked).toEqual([]);
});
