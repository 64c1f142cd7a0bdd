/** What `serve` reads before it begins its host: each file there delays the first answer. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

const STATIC = /^(?:import|export) (?!type )[^;]*? from '(\.[^']+)\.js'/gms;

function readWith(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(STATIC))
    readWith(`${posix.join(posix.dirname(file), path)}.ts`, known);
  return known;
}

test('serve brings in neither the checks of doctor nor the support bundle with itself', () => {
  const files = [...readWith('src/cli/serve/serve.ts')];
  expect(files).toContain('src/cli/doctor/program-trust.ts');
  const late = /^src\/(?:cli\/(?:doctor\/checks|support-bundle\/)|domain\/support\/)/;
  expect(files.filter((file) => late.test(file))).toEqual([]);
});
