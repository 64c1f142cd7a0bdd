/** The tests of a list of scenes, over one rehearsal and one pool of PowerShell hosts. */
import { ModelSide } from './model-side.js';
import { RealSide } from './real-side.js';
import { disagreements } from './run-scene.js';
import type { Scene } from './scene.js';
import { wholeOnboarding } from './table.js';

export function play(scenes: readonly Scene[]): void {
  const model = new ModelSide();
  let real: RealSide;
  beforeAll(async () => {
    real = await RealSide.start();
  });
  afterAll(() => real.stop());

  it(wholeOnboarding.name, async () => {
    const lines = await disagreements({ real, model }, wholeOnboarding);
    await real.keepAs('onboarded');
    model.keepAs('onboarded');
    expect(lines).toEqual([]);
  });

  it.each(scenes.map((scene) => [scene.name, scene] as const))('%s', async (_, scene) => {
    expect(await disagreements({ real, model }, scene)).toEqual([]);
  });
}
