/** The suites of the provider for Windows and of the control plane's own service: under Wine, and on a Windows machine itself. */
import type { HostsRow } from '../shared/hosts-row.js';

export type WindowsRow = HostsRow;

/** A suite, what it is about, and how many cases it has at least: one that lost its cases proves nothing. */
export const suites = [
  ['test\\scripts\\services\\HostServiceContract.Tests.ps1', 'the contract that the rehearsal keeps too', 32],
  [
    'test\\prove\\windows\\ServiceLife.Tests.ps1',
    'services that are slow, mute, hang, crash, refuse, ignore',
    24,
  ],
  [
    'test\\prove\\windows\\ServiceSetup.Tests.ps1',
    'set-up, clusters, dependencies, deletion, installation by signature',
    23,
  ],
  ['test\\prove\\windows\\Package.Tests.ps1', 'Cloud Sync from a package, by the real msiexec', 7],
  ['test\\prove\\windows\\ServiceName.Tests.ps1', 'names in venue.json, many who ask at once', 20],
  ['test\\prove\\windows\\ServerService.Tests.ps1', 'the control plane itself as a service', 14],
] as const;

/** Beside them on a Windows machine itself: Wine has no WinRM. */
export const suitesOnWindows = [
  ...suites,
  ['test\\prove\\windows\\Remoting.Tests.ps1', 'a fleet over WinRM, by a restricted endpoint', 4],
] as const;
