/** jest's transform of TypeScript with the mutant that MUTANT names. The cache key is of the changed text. */
import swc from '@swc/jest';
import { mutated } from '../../fixtures/mutated.mjs';

export default {
  createTransformer(options) {
    const plain = swc.createTransformer(options);
    const of =
      (method) =>
      (source, filename, ...rest) =>
        plain[method](mutated(filename, source), filename, ...rest);
    return {
      canInstrument: plain.canInstrument,
      process: of('process'),
      processAsync: of('processAsync'),
      getCacheKey: of('getCacheKey'),
    };
  },
};
