#!/usr/bin/env node
/** Brings a fresh machine to "can run" and, with --test, to "can test". Plain JavaScript for Node 20 and newer, no dependency. */
import { runMain } from './setup/problem.mjs';
import { setUp } from './setup/set-up.mjs';

const help = `Usage: node bin/setup.mjs [--test]

Brings what is missing and skips what is there:
  packages    npm ci, when node_modules isn't what package-lock.json says
  node        Node 24 from the packages, unless this machine's own is new enough
  powershell  a pwsh of at least 7.6 that is already here, else the pinned one by dotnet tool restore
  images      the pinned one compiled to machine code, so that it starts in half the time; none where that isn't possible
  framework   what .NET Framework 4.6.2 and Windows PowerShell 5.1 have, by Microsoft's reference assemblies
  assembly    scripts/assembly, compiled against them
  pester      with --test: the pinned Pester
  t-sql       with --test: what T-SQL is proved with: the parser and the model of SQL Server's own tools

Environment: VENUE_CONTROL_PWSH the pwsh to use instead of the one that is found; NUGET_PACKAGES where NuGet unpacks, default ~/.nuget/packages
`;

await runMain(async () => {
  if (process.argv.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  await setUp({ test: process.argv.includes('--test') });
  return 0;
});
