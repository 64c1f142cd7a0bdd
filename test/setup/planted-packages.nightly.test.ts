/**
 * Packages that someone puts above the program: Node searches for what is missing in every folder up to the drive's root, and of Windows any user may
 * make a C:\node_modules, whose code would then run as the control plane.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { OF_THE_MACHINE } from '../venue/server-process.js';
import { unpackProgram } from './program-under-test.js';

const run = promisify(execFile);
const environment = Object.fromEntries(OF_THE_MACHINE.map((name) => [name, process.env[name]]));
const bundled = readdirSync('dist/bundle', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.js'),
);

const drive = folderOfTest();
let program: string;
beforeEach(() => {
  program = drive('Programs', 'Venue Control');
  mkdirSync(program, { recursive: true });
  unpackProgram(program);
});

/** What the bundle asks Node for and Node hasn't. */
const asked = () =>
  new Set(
    bundled
      .flatMap((file) => [
        ...readFileSync(join('dist/bundle', file), 'utf8').matchAll(
          /^\s*(?:import .*? from |import |[^*'"`]*\b__require\(|[^*'"`]*\bimport\()["']([^"'./][^"']*)["']/gm,
        ),
      ])
      .map(([, name = '']) => name)
      .filter((name) => !isBuiltin(name)),
  );

/** Each reports that it ran, in the file that this answers. */
function plant(names: Iterable<string>, place = drive()): string {
  const mark = drive('ran');
  for (const name of names) {
    const folder = join(place, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'index.js'),
      `require('node:fs').appendFileSync(${JSON.stringify(mark)}, '${name} ')`,
    );
  }
  return mark;
}

test('the bundle asks for one package that it does not bring, the driver that a site may add', () => {
  expect([...asked()]).toEqual(['msnodesqlv8']);
});

test('nothing above the program runs as a part of it is brought in', async () => {
  const mark = plant(['bufferutil', 'utf-8-validate']);
  const parts = bundled
    // The last is brought in once it is known where its driver lies: the next test.
    .filter((file) => file.startsWith('parts/') && !file.includes('msnodesqlv8'))
    .map((file) => pathToFileURL(join(program, 'dist', 'bundle', file)).href);
  const script = `for (const part of ${JSON.stringify(parts)}) await import(part); process.exit(0);`;
  await run(process.execPath, ['--input-type=module', '-e', script], { env: environment });
  expect(existsSync(mark) ? readFileSync(mark, 'utf8') : 'nothing ran').toBe('nothing ran');
}, 240_000);

test('nor as a login of Windows searches for its driver: the one that a site added to the program is taken, no other', async () => {
  const mark = plant(['msnodesqlv8']);
  const data = drive('data');
  mkdirSync(data, { mode: 0o700 });
  const sql = { server: '127.0.0.1', database: 'swiftpos', authentication: 'windows' };
  writeFileSync(join(data, 'config.json'), JSON.stringify({ sql }), { mode: 0o600 });
  const env = { ...environment, VENUE_CONTROL_DATA: data };
  const main = join(program, 'dist', 'bundle', 'main.js');
  const doctor = () => run(process.execPath, [main, 'doctor'], { env }).catch((error) => error);
  const { stdout, stderr } = await doctor();
  expect(existsSync(mark) ? readFileSync(mark, 'utf8') : 'nothing ran').toBe('nothing ran');
  // Its rows say why, and no stack is beside them.
  expect(stderr).toBe('');
  expect(stdout).toContain(`The folder ${join(program, 'node_modules', 'msnodesqlv8')} does not exist`);
  const own = join(program, 'node_modules', 'msnodesqlv8');
  const broken = { 'no file': undefined, 'a main file that is gone': '{ "main": "./lib/gone.js" }' };
  for (const [what, manifest] of Object.entries(broken)) {
    mkdirSync(own, { recursive: true });
    if (manifest) writeFileSync(join(own, 'package.json'), manifest);
    const { stdout } = await doctor();
    expect([what, existsSync(mark)]).toEqual([what, false]);
    expect(stdout).toContain(`${own} is incomplete`);
    rmSync(own, { recursive: true });
  }
  plant(['msnodesqlv8'], program);
  await doctor();
  expect(readFileSync(mark, 'utf8')).toBe('msnodesqlv8 ');
}, 240_000);
