/** What the cloud said before the venue was acted on is shown to no one afterwards. */
import { CloudReader } from '../../../src/domain/venue/cloud-reader.js';
import { at } from '../../storage/samples.js';
import { StillClock } from '../still-clock.js';

const NUMBER = '10482213';

function begin() {
  let activated = false;
  const waiting: (() => void)[] = [];
  const held = { is: false };
  const scripts = {
    describe: () => Promise.reject(new Error('not asked for')),
    run: async ({ script }: { script: string }) => {
      if (script === 'Enable-CloudLocation') activated = true;
      const row = {
        CustomerNumber: NUMBER,
        CompanyName: 'Harbour View Hotel',
        Connection: { State: 'never', OtherServers: [] },
        Locations: [{ LocationId: '1', Activated: activated }],
        Sync: {},
        ObservedAt: at(1).toISOString(),
      };
      if (held.is) await new Promise<void>((resolve) => waiting.push(resolve));
      return { output: [row], observedAt: at(1) };
    },
  };
  const cloud = new CloudReader({ scripts, keyValues: {}, clock: new StillClock(at(1)) } as never);
  const isActivated = async () => {
    const answer = await cloud.recent(NUMBER, 3000);
    return 'locations' in answer && answer.locations[0]?.activated;
  };
  return { cloud, scripts: cloud.outdatedBy(scripts as never), held, waiting, isActivated };
}

it('is not shown either while someone else already asks again', async () => {
  const { cloud, scripts, held, waiting, isActivated } = begin();
  expect(await isActivated()).toBe(false);
  await scripts.run({ script: 'Enable-CloudLocation', deadlineMs: 1000 });
  held.is = true;
  const other = cloud.ask(NUMBER);
  const shown = isActivated();
  while (waiting.length === 0) await Promise.resolve();
  for (const done of waiting) done();
  await other;
  expect(await shown).toBe(true);
});
