import * as people from '../../../rehearsal/model/people.js';
import { createVenueModel, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import { AT, idOf, pass, refusal, run, VENUE } from './run.js';

describe('the package of Cloud Sync', () => {
  const save = (model: VenueModel) => run(model, 'Save-CloudSyncPackage', { MaximumMegabytes: 2048 });
  const errorOf = (model: VenueModel, MaximumMegabytes = 2048) =>
    refusal(model, 'Save-CloudSyncPackage', { MaximumMegabytes });

  it('is downloaded once, and installed and taken out as a service', () => {
    const model = createVenueModel({ at: AT });
    expect(refusal(model, 'Install-CloudSync', { Version: '10.58.0' }).errorId).toBe('PACKAGE_MISSING');
    expect(save(model)).toMatchObject([
      { Version: '10.58.0', Sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const after = model.at;
    save(model);
    expect(model.at - after).toBeLessThan(500);
    expect(run(model, 'Install-CloudSync', { Version: '10.58.0' })).toEqual([{ Version: '10.58.0' }]);
    expect(model.services['cloud-sync']).toMatchObject({
      installed: true,
      state: 'Stopped',
      startMode: 'Manual',
      exitCode: 1077,
    });
    people.startService(model, 'cloud-sync');
    pass(model, 5000);
    model.sync.firstJobId = idOf(1);
    expect(run(model, 'Uninstall-CloudSync')).toEqual([{ Uninstalled: true }]);
    expect(model.sync.firstJobId).toBeNull();
    expect(run(model, 'Uninstall-CloudSync')).toEqual([{ Uninstalled: false }]);
    expect(run(model, 'Remove-CloudSyncPackage', { Version: '10.58.0' })).toEqual([{ Removed: true }]);
    expect(run(model, 'Remove-CloudSyncPackage', { Version: '10.58.0' })).toEqual([{ Removed: false }]);
  });

  it('is not taken out while it ignores the stop', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    model.faults['service'] = 'cloud-sync:stubborn';
    expect(refusal(model, 'Uninstall-CloudSync').errorId).toBe('SERVICE_RUNNING');
    expect(Object.values(model.monitor.plannedBy).flat()).toEqual([]);
  });

  it.each([
    ['signature-wrong', 'PACKAGE_SIGNATURE_WRONG', null],
    ['checksum-wrong', 'PACKAGE_CHECKSUM_WRONG', null],
    ['truncated', 'PACKAGE_TRUNCATED', { version: '10.58.0', bytes: 131_072 }],
  ])('under %s ends in %s', (fault, errorId, part) => {
    const model = createVenueModel({ at: AT });
    model.faults['package'] = fault;
    expect(errorOf(model).errorId).toBe(errorId);
    expect(model.packages).toEqual({ kept: [], part, startsService: false });
    expect(errorOf(model).errorId).toBe(errorId);
  });

  it('continues where the connection was cut', () => {
    const model = createVenueModel({ at: AT });
    model.faults['package'] = 'cut';
    expect(errorOf(model).detail['bytesKept']).toBe(87_382);
    expect(errorOf(model).detail['bytesKept']).toBe(87_382);
    expect(save(model)).toHaveLength(1);
  });

  it('is refused when it is too large, or the disk too full', () => {
    const model = createVenueModel({ at: AT });
    model.cloud.package.size = 3 * 1_048_576;
    expect(errorOf(model, 2).errorId).toBe('PACKAGE_TOO_LARGE');
    model.machine.freeBytes = 1_048_576;
    expect(errorOf(model).errorId).toBe('DISK_TOO_FULL');
    const call = { ...VENUE, CompanyName: 'Harbour View Hotel', PackageMegabytes: 2048 };
    expect(refusal(model, 'Confirm-Venue', call).errorId).toBe('DISK_TOO_FULL');
  });
});
