/** The project's configuration of jest, with a transform that knows mutants. */
import base from '../../../jest.config.mjs';

const [[files, [, options]]] = Object.entries(base.transform);

export default {
  ...base,
  rootDir: '../../..',
  transform: { [files]: ['<rootDir>/test/prove/mutants/transform.mjs', options] },
};
