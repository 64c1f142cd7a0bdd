import { inOneFileEach } from './test/one-file.mjs';

/** jest in ESM mode; TypeScript through swc with the same decorators and metadata as the build. */
export default {
  testEnvironment: 'node',
  // Not below TMPDIR, which is another at each run.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    ...(await inOneFileEach(import.meta.dirname, [
      'class-validator',
      'cockatiel',
      'graphql-scalars',
      'kysely',
      'temporal-polyfill',
      'type-graphql',
    ])),
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          // Node takes a JSON file only with its attribute.
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  setupFilesAfterEnv: ['<rootDir>/test/only-quick.ts'],
  // Ends what hangs. The longest take a minute and a half at rest, and three times as long beside other work.
  testTimeout: 300_000,
  maxWorkers: 2,
};
