/**
 * Bundles the compiled program (dist) to dist/bundle, which is what runs: a start reads a handful of files instead of two thousand. What is
 * imported when it is needed stays in a file of its own. Nothing is made shorter: a stack names what the sources name.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';

const compiled = join(import.meta.dirname, 'dist');

export default defineConfig({
  input: {
    main: join(compiled, 'src', 'main.js'),
    'control-program': join(compiled, 'rehearsal', 'services', 'control-program.js'),
  },
  platform: 'node',
  // Libraries that look at each value twice for a developer's sake (graphql-js at every type of every field) don't here.
  // And ws tries two packages that make it faster, which aren't ours: Node would look for them in each folder above, up to the drive's root.
  transform: {
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.WS_NO_BUFFER_UTIL': '"1"',
      'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
    },
  },
  // mssql's other driver, which a site may add; src/storage/mssql/client.ts says where.
  external: ['msnodesqlv8'],
  // jsonc-parser's main file finds its parts in a way that no bundler can follow.
  // Apollo asks its own hash function for Node's by `module.require`, which no bundle has, and would hash each request in JavaScript.
  resolve: { mainFields: ['module', 'main'], alias: { '@apollo/utils.createhash': 'node:crypto' } },
  plugins: [compilersMaps(), httpAlone(), withoutSchemas()],
  output: {
    dir: join(compiled, 'bundle'),
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'parts/[name].js',
    cleanDir: true,
  },
});

/** What the compiler knows of where each line came from. */
function compilersMaps() {
  return {
    name: 'compilers-maps',
    load: {
      // It is asked with forward slashes on every system.
      filter: { id: new RegExp(`^${RegExp.escape(compiled.replaceAll('\\', '/'))}/.*\\.js$`) },
      handler(id) {
        const map = JSON.parse(readFileSync(`${id}.map`, 'utf8'));
        return { code: readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, ''), map };
      },
    },
  };
}

/** An import of node:http reads all that it exports, which loads Node's fetch and WebSocket: 30 ms of each start, for what is never used. */
function httpAlone() {
  const id = '\0node-http';
  const names = 'Agent, createServer, get, request, STATUS_CODES';
  return {
    name: 'http-alone',
    resolveId: {
      filter: { id: /^(node:)?http$/ },
      handler: (_source, _importer, { kind }) => (kind === 'require-call' ? undefined : id),
    },
    load: {
      filter: { id: /^\0node-http$/ },
      handler: () =>
        `const http = process.getBuiltinModule('node:http');\nexport const { ${names} } = http;\nexport default http;\n`,
    },
  };
}

/** Fastify brings in two compilers for the schemas of its routes, half a megabyte that each start would read and run. None of our routes has one. */
function withoutSchemas() {
  const id = '\0no-schemas';
  return {
    name: 'without-schemas',
    resolveId: {
      filter: { id: /^@fastify\/(ajv|fast-json-stringify)-compiler$/ },
      handler: () => id,
    },
    load: {
      filter: { id: /^\0no-schemas$/ },
      handler: () =>
        `module.exports = () => () => { throw new Error('No route of the server has a schema.'); };\n`,
    },
  };
}
