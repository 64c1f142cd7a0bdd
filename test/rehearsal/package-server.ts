/** A cloud that has one package and misbehaves on request, and a PowerShell that downloads it as the catalogue's script does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, sign } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { packageStatement } from '../../rehearsal/cloud/packages.js';
import { seedVenueFolder, signingKeyFile } from '../../rehearsal/venue-folder.js';
import { findPowerShell } from '../../src/powershell/host/find-powershell.js';

const version = '10.58.0';

export type Manner = (
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  from: number,
) => void;

export class PackageServer {
  /** What is sent; what is stated is of it too, unless said otherwise. */
  bytes: Buffer = Buffer.alloc(0);
  stated: Buffer | undefined;
  /** Of each request for the bytes: its Range. */
  readonly asked: string[] = [];
  /** The first that is left is how the next answer is sent; well where none is. */
  manners: Manner[] = [];
  private readonly server = createServer((request, response) => this.answer(request, response));

  constructor(readonly folder: string) {
    seedVenueFolder(folder);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  begin(bytes: Buffer, ...manners: Manner[]): void {
    rmSync(this.packages, { recursive: true, force: true });
    this.asked.length = 0;
    this.bytes = bytes;
    this.stated = undefined;
    this.manners = manners;
  }

  get packages(): string {
    return join(this.folder, 'rehearsal', 'packages');
  }

  /** Their names, sorted. */
  kept(): string[] {
    return existsSync(this.packages) ? readdirSync(this.packages).sort() : [];
  }

  isWhole(): boolean {
    return readFileSync(join(this.packages, `cloud-sync-${version}.pkg`)).equals(this.bytes);
  }

  /** The script's answer, or its error id; what it said on the way; the bytes that a break says are kept; the process' peak of memory before and after. */
  async download(
    more: { maximum?: number; before?: string; onStart?: (child: ChildProcess) => void } = {},
  ): Promise<{ result: string; said: string; kept: number; growthMb: number }> {
    const { found } = await findPowerShell({ projectFolder: resolve('.') });
    if (!found) throw new Error('No PowerShell.');
    const child = spawn(
      found.executable,
      [...found.leadingArguments, '-NoProfile', '-NonInteractive', '-Command', scriptOf(more)],
      {
        env: {
          ...process.env,
          VENUE_CONTROL_VENUE: 'rehearsal',
          VENUE_CONTROL_DATA: this.folder,
          VENUE_CONTROL_CLOUD_URL: this.url,
          NO_COLOR: '1',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    more.onStart?.(child);
    let said = '';
    child.stdout.on('data', (text) => {
      said += String(text);
    });
    await once(child, 'exit');
    const result = /^RESULT (.*)$/m.exec(said)?.[1] ?? 'none';
    const kept = Number(/^KEPT (.*)$/m.exec(said)?.[1] ?? Number.NaN);
    return { result, said, kept, growthMb: Number(/^GROWTH (.*)$/m.exec(said)?.[1] ?? Number.NaN) };
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = `/v1/packages/cloud-sync/${version}`;
    if (request.url !== path) {
      const of = this.stated ?? this.bytes;
      const said = { name: 'cloud-sync.bin', version, size: of.length, sha256: hex(of) };
      const key = readFileSync(signingKeyFile(this.folder));
      const signature = sign('sha256', Buffer.from(packageStatement(said)), key).toString('base64');
      response.end(JSON.stringify({ ...said, signature, path }));
      return;
    }
    this.asked.push(request.headers.range ?? 'all');
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    const isSame = request.headers['if-range'] === etagOf(this.bytes);
    const from = range !== undefined && isSame ? Number(range) : 0;
    (this.manners.shift() ?? well)(request, response, this.bytes, from);
  }
}

export function etagOf(bytes: Buffer): string {
  return `"${hex(bytes).slice(0, 16)}"`;
}

export const well: Manner = (_request, response, bytes, from) => {
  head(response, bytes, from);
  response.end(bytes.subarray(from));
};

/** The connection is lost after so many bytes, which are the file's first where the cloud knows no ranges. */
export function losing(count: number, knows = { ranges: true, tags: true }): Manner {
  return (_request, response, bytes, asked) => {
    const from = knows.ranges ? asked : 0;
    head(response, bytes, from, knows.tags);
    response.write(bytes.subarray(from, from + count), () => response.socket?.destroySoon());
  };
}

/** So many bytes, then nothing, with the connection open. */
export function silentAfter(count: number): Manner {
  return (_request, response, bytes, from) => {
    head(response, bytes, from);
    response.write(bytes.subarray(from, from + count));
  };
}

/** One that knows neither ranges nor tags. */
export const plain: Manner = (_request, response, bytes) => {
  response.end(bytes);
};

/** A piece at a time. */
export function dripping(pieceBytes: number, everyMs: number): Manner {
  return (_request, response, bytes, from) => {
    head(response, bytes, from);
    let at = from;
    const timer = setInterval(() => {
      response.write(bytes.subarray(at, at + pieceBytes));
      at += pieceBytes;
      if (at < bytes.length) return;
      clearInterval(timer);
      response.end();
    }, everyMs);
    response.on('close', () => clearInterval(timer));
  };
}

function head(response: ServerResponse, bytes: Buffer, from: number, isTagged = true): void {
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': bytes.length - from,
    ...(isTagged ? { etag: etagOf(bytes) } : {}),
    ...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
}

function hex(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The process' memory is measured around the script alone; what is before it was used by loading it. */
function scriptOf({ maximum = 2048, before = '' }: { maximum?: number; before?: string }): string {
  return `
$ErrorActionPreference = 'Stop'
foreach ($name in 'VenueCloud', 'CloudSyncPackage') { Import-Module "${resolve('scripts/services')}/$name.psm1" }
. '${resolve('scripts/services/Import-VenueProvider.ps1')}'
& (Get-Module CloudSyncPackage) { ${before} }
function Get-Peak { [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB }
$start = Get-Peak
$ProgressPreference = 'SilentlyContinue'
try { "RESULT $((& '${resolve('scripts/operations/Save-CloudSyncPackage.ps1')}' -MaximumMegabytes ${maximum} -Verbose 3>&1 4>&1 | ForEach-Object { if ($_ -is [Management.Automation.InformationalRecord]) { [Console]::WriteLine("SAID $_") } else { $_ } }).Version)" }
catch { [Console]::WriteLine("SAID $($_.Exception.Message)"); "KEPT $($_.Exception.Data['bytesKept'])"; "RESULT $($_.FullyQualifiedErrorId.Split(',')[0])" }
"GROWTH $([int]((Get-Peak) - $start))"
`;
}
