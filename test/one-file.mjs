import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * jest reads, compiles and links again for each test file what it imports, and of kysely alone that is 255 files. Makes one file of each of
 * these packages; resolves to what jest's `moduleNameMapper` needs to import it instead.
 */
export async function inOneFileEach(project, packages) {
  const folder = join(project, 'node_modules', '.cache', 'one-file');
  const mapped = [];
  for (const name of packages) {
    const { version } = JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8'));
    const file = join(folder, `${name}-${version}.mjs`);
    if (!existsSync(file)) {
      mkdirSync(folder, { recursive: true });
      // Another run may be at the same.
      const own = `${file}.${process.pid}`;
      writeFileSync(own, await bundled(project, name, packages));
      renameSync(own, file);
    }
    mapped.push([`^${name}$`, file]);
  }
  return Object.fromEntries(mapped);
}

async function bundled(project, name, packages) {
  const { rolldown } = await import('rolldown');
  // There must be one graphql-js, and one of each of these.
  const others = ['graphql', ...packages].filter((other) => other !== name);
  const external = (id) => others.some((other) => id === other || id.startsWith(`${other}/`));
  const resolve = { mainFields: ['module', 'main'] };
  const bundle = await rolldown({ input: name, cwd: project, platform: 'node', resolve, external });
  const comments = { annotation: false, jsdoc: false, legal: false };
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false, comments });
  return output[0].code;
}
