#!/usr/bin/env node
/**
 * `npm run describe`: what each catalogue script takes and emits, read from the scripts themselves, to docs/reference/scripts.md (for people) and
 * scripts/operations/Catalogue.json (for plans). With `--check` it writes nothing and ends with 1 when either is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './runtime.mjs';
import { readKnown } from './setup/powershell.mjs';
import { Problem, runMain } from './setup/problem.mjs';
import { runCommand } from './setup/run-command.mjs';
import { sayTo, setUp } from './setup/set-up.mjs';

const program = `
$ErrorActionPreference = 'Stop'
. ./scripts/host/Get-ScriptDescription.ps1
$found = foreach ($file in (Get-ChildItem ./scripts/operations -Filter *.ps1 | Sort-Object Name)) { Get-ScriptDescription -Path $file.FullName }
ConvertTo-Json -InputObject @($found) -Depth 6 -Compress
`;

await runMain(async () => {
  const isCheck = process.argv.includes('--check');
  await setUp({ say: isCheck ? () => undefined : sayTo(process.stderr) });
  const scripts = await readScripts();
  const stale = Object.entries(pagesOf(scripts)).filter(
    ([name, text]) =>
      !existsSync(join(projectFolder, name)) || readFileSync(join(projectFolder, name), 'utf8') !== text,
  );
  if (!isCheck) for (const [name, text] of stale) writeFileSync(join(projectFolder, name), text);
  for (const [name] of stale)
    process.stdout.write(`${name} ${isCheck ? 'is stale. Run: npm run describe' : 'written'}\n`);
  return isCheck && stale.length > 0 ? 1 : 0;
});

async function readScripts() {
  const { file, args } = readKnown(projectFolder);
  const words = [...args, '-NoProfile', '-NonInteractive', '-Command', program];
  const { ok, output } = await runCommand(file, words, {
    cwd: projectFolder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (!ok) throw new Problem(`The scripts could not be read:\n${output}`);
  return JSON.parse(output);
}

function pagesOf(scripts) {
  // Objects and texts only: an array could be laid out in two ways.
  const catalogue = Object.fromEntries(
    scripts.map(({ Name, Synopsis, Parameters }) => [
      Name,
      { synopsis: Synopsis, parameters: withoutHelp(Parameters) },
    ]),
  );
  return {
    'docs/reference/scripts.md': pageOf(scripts),
    'scripts/operations/Catalogue.json': `${JSON.stringify(catalogue, null, 2)}\n`,
  };
}

function withoutHelp(parameters) {
  const entries = Object.entries(parameters);
  return Object.fromEntries(entries.map(([name, { help, ...rest }]) => [name, rest]));
}

function pageOf(scripts) {
  const parts = scripts.map(({ Name, Synopsis, Description, Parameters, Outputs }) => {
    const rows = Object.entries(Parameters).map(
      ([name, { type, mandatory, check, help }]) =>
        `| \`${name}\` | \`${type}\` | ${mandatory ? 'yes' : ''} | ${check ? `\`${cell(check)}\`` : ''} | ${cell(help)} |`,
    );
    const table = [
      '| Parameter | Type | Mandatory | Checked by | What |',
      '|---|---|---|---|---|',
      ...rows,
    ].join('\n');
    const takes = rows.length > 0 ? table : 'Takes nothing.';
    return `## ${Name}\n\n${Synopsis} ${Description.replace(/\s*\n\s*/g, ' ')}\n\n${takes}\n\nEmits: ${outputsOf(Name, Outputs)}`;
  });
  return `# Catalogue scripts

For developers. This page lists every script that the control plane can run: the files of [scripts/operations](../../scripts/operations). \`npm run describe\` writes it from the scripts' own
parameters and help. \`Find-\`, \`Get-\` and \`Test-\` scripts read; all others change something. A \`securestring\` takes a secret, which is sent apart from the other parameters.
[powershell-hosts.md](../explanation/powershell-hosts.md) explains how they run.

${parts.join('\n\n')}
`;
}

function outputsOf(script, outputs) {
  if (outputs.length === 0) throw new Problem(`${script}: say under .OUTPUTS of its help what it emits.`);
  return outputs.map((text) => (/^\w+$/.test(text) ? `\`${text}\`` : text)).join(', ');
}

/** Bars would end the cell. */
function cell(text) {
  return text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
}
