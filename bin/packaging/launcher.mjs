import { nodeFlags, programEnvironment } from '../setup/program-environment.mjs';

const settings = Object.entries(programEnvironment);
const flags = nodeFlags.join(' ');

/** What a person and the system start: the program on the Node, PowerShell and .NET beside it, whatever else the machine has. */
export function launcherOf({ archive, node, powerShell }) {
  return archive === 'zip'
    ? { name: 'venue-control.cmd', text: batch(node.as, powerShell.program), runs: true }
    : { name: 'venue-control', text: shell(node.as, powerShell.program), runs: true };
}

/** Only what the shell itself can do: nothing else need be on PATH, but readlink where it is started by a link. .NET without tables of cultures: our scripts use none. */
function shell(node, pwsh) {
  return `#!/bin/sh
self=$0
while [ -L "$self" ]; do
  to=$(readlink -- "$self") || exit 1
  case $to in /*) self=$to ;; *) self=\${self%/*}/$to ;; esac
done
here=$(CDPATH= cd -- "\${self%/*}" && pwd -P) || exit 1
export DOTNET_ROOT="$here/dotnet" DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
export VENUE_CONTROL_PWSH="\${VENUE_CONTROL_PWSH:-$here/${pwsh}}"
${settings.map(([name, value]) => `export ${name}=${value}`).join('\n')}
exec "$here/${node}" ${flags} "$here/dist/bundle/main.js" "$@"
`;
}

function batch(node, pwsh) {
  const lines = [
    '@echo off',
    'setlocal',
    'set "DOTNET_ROOT=%~dp0dotnet"',
    `if not defined VENUE_CONTROL_PWSH set "VENUE_CONTROL_PWSH=%~dp0${pwsh.replaceAll('/', '\\')}"`,
    `"%~dp0${node.replaceAll('/', '\\')}" ${flags} "%~dp0dist\\bundle\\main.js" %*`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
