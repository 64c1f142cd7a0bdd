/** scripts/services/VenueCloud.psm1 against the OpenAPI document beside it: every request it makes is one that the document describes. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { findPowerShell } from '../../src/powershell/host/find-powershell.js';

type Schema = Record<string, unknown> & { properties?: Record<string, Schema>; required?: string[] };
interface Operation {
  readonly operationId: string;
  readonly security?: object[];
  readonly requestBody?: { content: { 'application/json': { schema: Schema } } };
  readonly responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}
const document = parse(readFileSync('docs/reference/openapi/swiftpos-cloud.yaml', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};

const uuid = '5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11';
const client = `
$ErrorActionPreference = 'Stop'
Import-Module '${resolve('scripts', 'services', 'VenueCloud.psm1')}'
$secret = ConvertTo-SecureString 'K7Q2M9XW' -AsPlainText -Force
$venue = @{ CustomerNumber = '10482213' }
$job = @{ CustomerNumber = '10482213'; JobId = '${uuid}'; Credential = $secret }
Get-VenueRecord @venue
Request-Code @venue
Invoke-Redemption @venue -RedemptionId ${uuid} -Code $secret -Machine ([pscustomobject]@{ MachineId = 'm'; SwiftposVersion = '11' })
Close-Redemption @venue -RedemptionId ${uuid}
$package = Get-CloudSyncPackageInformation
$package
(Open-PackageDownload -Path '/v1/packages/cloud-sync/1.0').Status
Get-CloudSyncJob @job
Add-CloudSyncJob @job -Kind FULL -TableCount @{ sale = 52000 }
Remove-CloudSyncJob @job -Confirm:$false
Enable-Location @venue -LocationId 'a/b' -Credential $secret
`;

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly bearer: boolean;
  readonly body: string;
}

test('the PowerShell client sends what the OpenAPI document describes, and reads what it answers', async () => {
  const { seen, problem } = await recordClient();
  expect(problem).toBe('');
  const called = seen.map(({ method, path, bearer, body }) => {
    const operation = operationOf(method, path);
    if (!operation) return `${method} ${path}: not in the document`;
    const name = operation.operationId;
    if (bearer !== (operation.security !== undefined)) return `${name}: credential ${bearer}`;
    const schema = operation.requestBody?.content['application/json'].schema;
    const sent: unknown = body === '' ? undefined : JSON.parse(body);
    if (!schema) return sent === undefined || body === '{}' ? name : `${name}: an unexpected body`;
    return [name, ...misfits(schema, sent, 'body')].join(': ');
  });
  expect(called).toEqual([
    'getVenue',
    'requestCode',
    'redeem',
    'closeRedemption',
    'describePackage',
    'downloadPackage',
    'getJob',
    'putJob',
    'withdrawJob',
    'putActivation',
  ]);
}, 60_000);

test('a request that is off the document would be seen', () => {
  const schema = operationOf('PUT', `/v1/venues/10482213/sync-jobs/${uuid}`)?.requestBody?.content;
  const job = schema?.['application/json'].schema ?? {};
  expect(misfits(job, { kind: 'FULL', tables: [{ name: 'sale', rows: 1 }] }, 'body')).toEqual([]);
  expect(misfits(job, { kind: 'ALL', tables: [{ name: 'sale', row: 1 }] }, 'body')).toEqual([
    'body.kind is not one of FIRST,FULL',
    'body.tables[0].rows is missing',
    'body.tables[0].row is not known',
  ]);
  expect(operationOf('GET', '/v1/venues/10482213/code')).toBeUndefined();
});

/** Runs every command of the client against a server that answers as the document says. */
async function recordClient(): Promise<{ seen: Seen[]; problem: string }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, path: url, bearer: headers.authorization === 'Bearer K7Q2M9XW', body });
      const [status, answer] = Object.entries(operationOf(method, url)?.responses ?? {})[0] ?? ['404', {}];
      const schema = (follow(answer) as Operation['responses'][string]).content?.['application/json']?.schema;
      response.writeHead(Number(status), { 'content-type': 'application/json' });
      response.end(schema ? JSON.stringify(exampleOf(schema)) : status === '204' ? '' : '{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { found } = await findPowerShell({ projectFolder: resolve('.') });
  if (!found) throw new Error('No PowerShell.');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const words = [...found.leadingArguments, '-NoProfile', '-NonInteractive', '-Command', client];
  const env = { ...process.env, VENUE_CONTROL_CLOUD_URL: url, NO_COLOR: '1' };
  try {
    const { stderr } = await promisify(execFile)(found.executable, words, { env });
    return { seen, problem: stderr };
  } catch (error) {
    return { seen, problem: String((error as { stderr?: string }).stderr ?? error) };
  } finally {
    server.close();
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function operationOf(method: string, path: string): Operation | undefined {
  const found = Object.keys(document.paths).find((template) =>
    new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  return found === undefined ? undefined : document.paths[found]?.[method.toLowerCase()];
}

/** Follows `$ref: '#/…'`. */
function follow(node: object): Schema {
  const pointer = (node as { $ref?: string }).$ref;
  if (pointer === undefined) return node as Schema;
  let target: unknown = document;
  for (const key of pointer.slice(2).split('/')) target = (target as Record<string, unknown>)[key];
  return target as Schema;
}

function exampleOf(node: object): unknown {
  const schema = follow(node);
  const [kind] = [schema['type'] ?? 'object'].flat();
  if (schema['enum']) return (schema['enum'] as unknown[])[0];
  if (schema['oneOf']) return exampleOf((schema['oneOf'] as object[])[0] ?? {});
  if (kind === 'object') {
    const entries = Object.entries(schema.properties ?? {});
    return Object.fromEntries(entries.map(([name, property]) => [name, exampleOf(property)]));
  }
  if (kind === 'array') return [exampleOf(schema['items'] as object)];
  if (kind === 'integer') return 1;
  if (kind === 'boolean') return true;
  return schema['format'] === 'uuid' ? uuid : '/text';
}

function misfits(node: object, value: unknown, at: string): string[] {
  const schema = follow(node);
  if (schema['enum'])
    return (schema['enum'] as unknown[]).includes(value) ? [] : [`${at} is not one of ${schema['enum']}`];
  if (schema['type'] === 'array') {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((entry, index) => misfits(schema['items'] as object, entry, `${at}[${index}]`));
  }
  if (schema['type'] === 'object') {
    if (typeof value !== 'object' || value === null) return [`${at} is no object`];
    const { properties = {}, required = [] } = schema;
    return [
      ...required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`),
      ...Object.entries(value).flatMap(([name, entry]) =>
        properties[name] ? misfits(properties[name], entry, `${at}.${name}`) : [`${at}.${name} is not known`],
      ),
    ];
  }
  const fits = schema['type'] === 'integer' ? Number.isInteger(value) : typeof value === schema['type'];
  return fits ? [] : [`${at} is no ${schema['type']}`];
}
