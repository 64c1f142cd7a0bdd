#!/usr/bin/env node
/** `npm run package -- FOLDER`: what is brought to a till, and what admins install elsewhere. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageModule } from './packaging/package-module.mjs';
import { platforms } from './packaging/platforms.mjs';
import { projectFolder } from './runtime.mjs';
import { build } from './setup/build.mjs';
import { Problem, runMain } from './setup/problem.mjs';
import { sayTo, setUp } from './setup/set-up.mjs';

const known = ['module', ...Object.keys(platforms)];
// Asked for by its name alone: it takes compilers that few machines have.
const proof = 'proof';
const help = `Usage: npm run package -- FOLDER [--only WHAT]

Writes into FOLDER:
  module      VenueControl.<version>.nupkg, the admins' PowerShell module
${Object.entries(platforms)
  .map(
    ([name, { archive }]) =>
      `  ${name.padEnd(11)} venue-control-<version>-${name}.${archive}, the program with Node and PowerShell, and its SBOM (CycloneDX)`,
  )
  .join('\n')}
and SHA256SUMS of what was made. Built twice, the program's archives have the same bytes.

--only WHAT   one of them: ${known.join(', ')}
--proof       only venue-control-<version>-proof.zip, the proof for a real Windows (docs/how-to/first-run-on-windows.md); on Debian
              with gcc-mingw-w64-x86-64-win32, osslsigncode, wixl and openssl
`;

await runMain(async () => {
  const { folder, only, isProof, isHelp } = read(process.argv.slice(2));
  if (isHelp || !folder) {
    process.stdout.write(help);
    return isHelp ? 0 : 1;
  }
  const say = sayTo(process.stderr);
  await setUp({ test: isProof, say });
  await build({ say });
  // Not before: it needs packages.
  const { packageProgram, writeChecksums } = await import('./packaging/package-program.mjs');
  const where = { project: projectFolder, env: process.env, to: resolve(folder) };
  mkdirSync(where.to, { recursive: true });
  const made = [];
  const wanted = only === undefined ? known : [only];
  for (const name of isProof ? [proof] : wanted) {
    say('package', name);
    if (name === proof) made.push(await (await import('./packaging/package-proof.mjs')).packageProof(where));
    else if (name === 'module') made.push(await packageModule(where));
    else made.push(...(await packageProgram({ ...where, name })));
  }
  writeChecksums(where.to, made);
  for (const name of made) process.stdout.write(`${join(where.to, name)}\n`);
});

function read(args) {
  const options = {
    only: { type: 'string' },
    proof: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  let said;
  try {
    said = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Problem(`${error.message.split('. ')[0]}.\n${help}`);
  }
  const { only, proof: isProof, help: isHelp } = said.values;
  if (isProof && only !== undefined)
    throw new Problem(`--proof is one archive for Windows: leave --only out.\n${help}`);
  if (only !== undefined && !known.includes(only))
    throw new Problem(`There is no "${only}" to package. Known: ${known.join(', ')}.`);
  return { folder: said.positionals[0], only, isProof, isHelp };
}
