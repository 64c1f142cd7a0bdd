import { readMailbox } from '../../../rehearsal/model/people.js';
import { orderingWorks } from '../../../rehearsal/model/truth.js';
import { advance, createVenueModel } from '../../../rehearsal/model/venue-model.js';
import { AT, run, VENUE } from './run.js';

test('onboards by scripts until the link is up and the first sync is complete', () => {
  const model = createVenueModel({ at: AT });
  const redemptionId = '5f0c4a52-7c1e-4d0e-9a53-0d3f0a1f6b11';
  expect(run(model, 'Get-CloudVenue', VENUE)[0]).toMatchObject({
    Connection: { State: 'never' },
    Sync: { Job: null },
  });
  run(model, 'Confirm-Venue', { ...VENUE, CompanyName: 'Harbour View Hotel', PackageMegabytes: 2048 });
  run(model, 'Request-AuthenticationCode', VENUE);
  const code = readMailbox(model) ?? '';
  run(model, 'Invoke-CodeRedemption', { ...VENUE, RedemptionId: redemptionId }, { Code: code });
  expect(run(model, 'Save-GatewayCredential', { RedemptionId: redemptionId })).toEqual([
    { Previous: 'none' },
  ]);
  const [saved] = run(model, 'Save-CloudSyncPackage', { MaximumMegabytes: 2048 });
  run(model, 'Install-CloudSync', { Version: saved?.['Version'] });
  for (const key of ['gateway-client', 'cloud-sync'])
    run(model, 'Set-ServiceStartMode', { Key: key, StartMode: 'Automatic' });
  const start = { TimeoutSeconds: 30, StableSeconds: 3 };
  expect(run(model, 'Start-VenueHostService', { Key: 'gateway-client', ...start })[0]).toMatchObject({
    Outcome: 'Stable',
  });
  expect(run(model, 'Get-CloudVenue', VENUE)[0]).toMatchObject({ Connection: { State: 'connected' } });
  expect(orderingWorks(model).works).toBe(true);
  run(model, 'Start-VenueHostService', { Key: 'cloud-sync', ...start });
  expect(orderingWorks(model)).toEqual({ works: false, because: 'a FIRST sync is RUNNING' });
  advance(model, model.at + 70_000);
  expect(run(model, 'Get-CloudVenue', VENUE)[0]).toMatchObject({
    Sync: { Job: { State: 'COMPLETED', RowsReceived: 52_154 } },
  });
  expect(orderingWorks(model).works).toBe(true);
});
