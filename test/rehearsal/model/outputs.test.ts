/** Each script of the model writes the fields that the real one writes. */
import { readFileSync } from 'node:fs';
import { readMailbox } from '../../../rehearsal/model/people.js';
import { SCRIPTS } from '../../../rehearsal/model/scripts.js';
import { createVenueModel } from '../../../rehearsal/model/venue-model.js';
import { projectFiles } from '../../architecture/project-files.js';
import { AT, idOf, pass, run, VENUE } from './run.js';

/** What is written as the cloud has it: the handlers of the rehearsal's cloud are compared elsewhere. */
const OF_THE_CLOUD = ['Get-CloudVenue', 'Get-SyncJob', 'Register-SyncJob'];
/** Where the object is made, if that is not the script itself. */
const MADE_ELSEWHERE: Readonly<Record<string, string>> = {
  'Get-VenueHost': 'scripts/services/VenueHost.ps1',
  'Get-ConnectionOwner': 'scripts/services/VenueHost.ps1',
};

/** Names of the fields of each object that the text makes. */
function objectsIn(text: string): string[][] {
  return [...text.matchAll(/\[pscustomobject\]@\{/g)].map(({ index }) => {
    const fields: string[] = [];
    let depth = 0;
    let part = '';
    for (const sign of text.slice(text.indexOf('{', index))) {
      if ('{('.includes(sign)) depth += 1;
      if ('})'.includes(sign)) depth -= 1;
      if (depth === 0) return [...fields, part].flatMap((field) => /^\s*(\w+)\s*=/.exec(field)?.[1] ?? []);
      if (depth === 1 && (sign === ';' || sign === '\n')) {
        fields.push(part);
        part = '';
      } else if (depth > 1 || sign !== '{') part += sign;
    }
    return fields;
  });
}

/** Runs every script once, in an order in which each works. */
function outputs(): Map<string, object> {
  const model = createVenueModel({ at: AT });
  const found = new Map<string, object>();
  const call = (script: string, parameters = {}, secrets = {}) => {
    const [row] = run(model, script, parameters, secrets);
    if (row) found.set(script, row);
  };
  const redemption = { RedemptionId: idOf(1) };
  const job = { ...VENUE, JobId: idOf(2) };
  const operation = { OperationId: 'one' };
  const gateway = { Key: 'gateway-client' };
  const cloudSync = { Key: 'cloud-sync' };
  const version = { Version: '10.58.0' };
  const start = { TimeoutSeconds: 30, StableSeconds: 3 };
  call('Initialize-VenueHost');
  call('Confirm-Venue', { ...VENUE, CompanyName: 'Harbour View Hotel' });
  call('Request-AuthenticationCode', VENUE);
  call('Invoke-CodeRedemption', { ...VENUE, ...redemption }, { Code: readMailbox(model) });
  call('Close-CodeRedemption', { ...VENUE, ...redemption });
  call('Save-GatewayCredential', redemption);
  call('Get-RedemptionInUse');
  call('Clear-PreviousCredential', redemption);
  call('Save-CloudSyncPackage');
  call('Install-CloudSync', version);
  call('Set-ServiceStartMode', { ...gateway, StartMode: 'Automatic' });
  call('Start-VenueHostService', { ...gateway, ...start });
  call('Start-VenueHostService', { ...cloudSync, ...start });
  pass(model, 120_000);
  for (const script of ['Get-VenueHost', 'Get-VenueEvent', 'Test-GatewayPlace', 'Test-VenueAccess'])
    call(script);
  call('Get-CloudVenue', VENUE);
  call('Get-ServiceState', gateway);
  call('Get-ConnectionOwner', { Port: [50_123] });
  call('Enable-CloudLocation', { ...VENUE, LocationId: '1' });
  call('Suspend-DailyRestart', { ...operation, Until: '2031-05-06T21:00:00Z' });
  call('Suspend-ServicesMonitor', { ...operation, Key: ['cloud-sync'] });
  call('Register-SyncJob', { ...job, Kind: 'FULL', TableCount: { sale: 52_000 } });
  call('Get-SyncJob', job);
  call('Remove-SyncJob', job);
  call('Remove-FirstSync', VENUE);
  call('Resume-ServicesMonitor', operation);
  call('Resume-DailyRestart', operation);
  call('Stop-VenueHostService', { ...gateway, GraceSeconds: 20 });
  call('Uninstall-CloudSync');
  call('Remove-FirstSync', VENUE);
  call('Remove-CloudSyncPackage', version);
  call('Restore-GatewayCredential', redemption);
  return found;
}

const found = outputs();

test('every script is run here', () => {
  expect([...found.keys()].sort()).toEqual(Object.keys(SCRIPTS).sort());
});

test.each([...found].filter(([script]) => !OF_THE_CLOUD.includes(script)))('%s', (script, row) => {
  const text = readFileSync(MADE_ELSEWHERE[script] ?? `scripts/operations/${script}.ps1`, 'utf8');
  expect(objectsIn(text)).toContainEqual(Object.keys(row));
});

test('each error ID of the model is one of the real scripts', () => {
  const files = projectFiles();
  const idsIn = (text: string) => [
    ...text.matchAll(/(?:[rR]efus(?:al|ed)\((?:\d{3}, )?|errorId: |^ {2}\d+: )\s*'([A-Z_]{5,})'/gm),
  ];
  const ours = files
    .filter(({ path }) => path.startsWith('rehearsal/model/') && path !== 'rehearsal/model/rows.ts')
    .flatMap(({ text }) => idsIn(text).map(([, id]) => String(id)));
  const real = files.filter(
    ({ path }) => path.startsWith('scripts/services/') || path.startsWith('scripts/operations/'),
  );
  expect(ours.length).toBeGreaterThan(30);
  const unknown = ours.filter((id) => !real.some(({ text }) => text.includes(id)));
  // The cloud's own, which the scripts hand on as CLOUD_REFUSED.
  expect(unknown).toEqual(['TABLE_UNKNOWN', 'COUNT_MISMATCH', 'WITHDRAWAL_REFUSED']);
});
