import { faultTable } from '../../../rehearsal/fault-table.js';
import { SCRIPTS } from '../../../rehearsal/model/scripts.js';
import { ALLOWED } from './compare.js';
import { play } from './play.js';
import { scenes, wholeOnboarding } from './table.js';

/** They show in the venue's database alone, which no script reads. */
const OF_THE_DATABASE = ['sync=exceptions', 'sync=backlog'];
const all = [wholeOnboarding, ...scenes];
const steps = all.flatMap((scene) => scene.steps);

describe('the scenes', () => {
  it('have each script of the model', () => {
    const called = new Set(steps.flatMap((step) => ('call' in step ? step.call : [])));
    expect([...called].sort()).toEqual(Object.keys(SCRIPTS).sort());
  });

  it('have each fault of the rehearsal', () => {
    const set = steps.flatMap((step) => ('faults' in step ? Object.entries(step.faults) : []));
    const known = set.map(([name, value]) => `${name}=${value.replace(/^[a-z-]+:/, 'KEY:')}`);
    const wanted = faultTable.flatMap(({ name, values }) =>
      Object.keys(values).map((value) => `${name}=${value}`),
    );
    expect(wanted.filter((fault) => !known.includes(fault))).toEqual(OF_THE_DATABASE);
  });

  it('have names of their own, by which differences are allowed', () => {
    const names = all.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(ALLOWED.filter(({ scene }) => !names.includes(scene))).toEqual([]);
  });
});

describe('the model answers what the real scripts answer', () => {
  play(scenes.filter(({ nightly }) => !nightly));
});
