/** The three files that tell systemd of us: the service, its account, its data folder. */
import type { Registration } from './host-system.js';

export const ACCOUNT = 'venue-control';
export const UNIT = 'venue-control.service';
/** A site's own settings (VENUE_CONTROL_...=...), which an upgrade leaves alone. */
export const SETTINGS = '/etc/venue-control.env';

/**
 * It waits for the machine to be up, comes again after a fault (five times in five minutes; never after a setting that it refuses, which it says by
 * ending with 2), and has time to drain: the program ends by itself 14 s after SIGTERM at the latest. It may write its data and nothing else. No MemoryDenyWriteExecute: V8 and .NET compile while they run.
 */
export function unitOf({ program, data, needs }: Registration): string {
  const before = needs.map((name) => ` ${name}.service`).join('');
  return `# Written by "venue-control install"; an upgrade writes it anew. Settings of this site: ${SETTINGS}
[Unit]
Description=Venue Control Plane
Documentation=http://127.0.0.1:4280/help
Wants=network-online.target${before}
After=network-online.target time-sync.target${before}
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
Type=idle
User=${ACCOUNT}
Group=${ACCOUNT}
Environment=${quoted(`VENUE_CONTROL_DATA=${data}`)}
EnvironmentFile=-${SETTINGS}
ExecStart=${quoted(`${program}/venue-control`)} serve
Restart=on-failure
RestartSec=5
RestartPreventExitStatus=2
KillMode=mixed
KillSignal=SIGTERM
TimeoutStopSec=20
UMask=0077
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=yes
ReadWritePaths=${quoted(data)}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service

[Install]
WantedBy=multi-user.target
`;
}

/** What a unit of ours says; undefined for any other text. */
export function readUnit(text: string): Registration | undefined {
  const program = /^ExecStart="(.+)\/venue-control" serve$/m.exec(text)?.[1];
  const data = /^Environment="VENUE_CONTROL_DATA=(.+)"$/m.exec(text)?.[1];
  if (program === undefined || data === undefined) return undefined;
  const needs = [
    ...(/^Wants=network-online\.target(.*)$/m.exec(text)?.[1] ?? '').matchAll(/ (\S+)\.service/g),
  ];
  return { program: plain(program), data: plain(data), needs: needs.map(([, name = '']) => name) };
}

export function accountOf(data: string): string {
  return `u ${ACCOUNT} - "Venue Control Plane" ${quoted(data)} /usr/sbin/nologin\n`;
}

export function dataFolderOf(data: string): string {
  return `d ${quoted(data)} 0700 ${ACCOUNT} ${ACCOUNT}\n`;
}

/** systemd takes a per cent sign for a specifier, also in quotes. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`;
}

function plain(text: string): string {
  return text.replaceAll('%%', '%').replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}
