import { existsSync } from 'node:fs';
import { isQuick } from '../../bin/testing/quick.mjs';
import { MUTANT_ROWS, rangeOf, SIMULATOR } from '../prove/mutants/rows.js';

describe('the mutants chosen by hand', () => {
  it('are at least 60', () => {
    expect(MUTANT_ROWS.length).toBeGreaterThanOrEqual(60);
  });

  it('each change one place of a file that exists: move the row with the code, or delete it with the code', () => {
    const astray = MUTANT_ROWS.filter((row) => rangeOf(row).times !== 1);
    expect(astray.map(({ file, find }) => `${file}: ${find}`)).toEqual([]);
  });

  it('name the simulator, or a test that exists and starts no process', () => {
    const wrong = MUTANT_ROWS.filter(
      ({ killedBy }) => killedBy !== SIMULATOR && (!existsSync(killedBy) || !isQuick(killedBy)),
    );
    expect(wrong.map(({ killedBy }) => killedBy)).toEqual([]);
  });
});
