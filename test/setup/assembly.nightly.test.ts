/** The assembly of scripts/assembly, as set-up compiles it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lendPackages, makePracticeProject } from './practice-project.js';

test('the same sources give the same bytes, in any folder and with any line ends; what does not compile is named', async () => {
  const project = makePracticeProject();
  try {
    lendPackages(project);
    const inAssembly = (folder: string, name: string) => join(folder, 'scripts', 'assembly', name);
    const source = inAssembly(project.folder, 'Native.cs');
    writeFileSync(source, readFileSync(source, 'utf8').replaceAll('\n', '\r\n'));
    const made = await project.run('bin/setup.mjs');
    expect(made.stdout).toMatch(/^assembly +compiling scripts\/assembly$/m);
    const [one, other] = [project.folder, resolve('.')].map((folder) =>
      readFileSync(inAssembly(folder, 'VenueControl.dll')).toString('hex'),
    );
    expect(one === other).toBe(true);

    writeFileSync(source, 'not C#');
    expect(await project.run('bin/setup.mjs')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/does not compile\. Correct it.*\n(?:.*\n)*Native\.cs\(1,\d+\): error/),
    });
  } finally {
    project.remove();
  }
}, 120_000);
