/** Scripts about Cloud Sync's package: download it, install it, and take both back. */
import { addPlannedStops, removePlannedStops } from '../monitor.js';
import { ModelRefusal } from '../refusal.js';
import type { VenueModel } from '../state.js';
import { installService, startService, uninstallService } from '../windows/control.js';
import {
  askCloud,
  number,
  type Output,
  type Script,
  type ScriptCall,
  type ScriptRun,
  text,
  type Wait,
} from './script.js';
import { stopAll } from './start-stop.js';
import { confirmControl, watchService } from './watch-service.js';

const MEBIBYTE = 1_048_576;
const SPARE_BYTES = 104_857_600;
const PIECE_MS = 500;
const GRACE_MS = 20_000;
const KEY = 'cloud-sync';

/** What the cloud states of it, whose signature and size are checked before a byte is sent. */
function* statement(model: VenueModel, megabytes: number): Wait<VenueModel['cloud']['package']> {
  const stated = yield* askCloud(model, { isRead: true }, () => model.cloud.package);
  if (model.faults['package'] === 'signature-wrong')
    throw new ModelRefusal(
      'PACKAGE_SIGNATURE_WRONG',
      'The package is not signed by swiftpos. It was deleted.',
    );
  if (stated.size > megabytes * MEBIBYTE)
    throw new ModelRefusal(
      'PACKAGE_TOO_LARGE',
      `Cloud Sync has ${stated.size} bytes. Nothing was downloaded.`,
    );
  return stated;
}

function confirmRoom(model: VenueModel, { version, size }: VenueModel['cloud']['package']): void {
  const { part } = model.packages;
  const here = part?.version === version ? Math.min(part.bytes, size) : 0;
  const needed = 3 * size - here + Math.min(size, SPARE_BYTES);
  if (model.machine.freeBytes < needed)
    throw new ModelRefusal('DISK_TOO_FULL', `Cloud Sync needs ${needed} bytes. Nothing was downloaded.`);
}

export function* confirmPackage(model: VenueModel, megabytes: number): Wait<void> {
  const stated = yield* statement(model, megabytes);
  if (!model.packages.kept.includes(stated.version)) confirmRoom(model, stated);
}

function* save(model: VenueModel, call: ScriptCall): ScriptRun {
  const { packages } = model;
  const stated = yield* statement(model, number(call, 'MaximumMegabytes', 2048));
  const { version, sha256 } = stated;
  if (packages.part?.version !== version) packages.part = null;
  const isWrong = model.faults['package'] === 'checksum-wrong';
  if (isWrong || !packages.kept.includes(version)) {
    confirmRoom(model, stated);
    yield* download(model, stated, call);
    packages.part = null;
    if (isWrong)
      throw new ModelRefusal(
        'PACKAGE_CHECKSUM_WRONG',
        'The SHA-256 of the package differs. The package was deleted.',
      );
    packages.kept.push(version);
  }
  return [{ Version: version, Sha256: sha256, Path: `packages/cloud-sync-${version}.pkg` }];
}

/** What came is on the disk, whatever happens next. */
function* download(
  model: VenueModel,
  { version, size }: VenueModel['cloud']['package'],
  call: ScriptCall,
): Wait<void> {
  model.packages.part ??= { version, bytes: 0 };
  const { part } = model.packages;
  const began = part.bytes;
  yield* askCloud(model, {}, () => undefined);
  const most = endOf(model, began, size);
  while (part.bytes < most) {
    yield PIECE_MS;
    if (model.cloud.isUnreachable || model.faults['cloud'] === 'down') break;
    part.bytes = Math.min(most, part.bytes + Math.ceil((model.downloadBytesPerSecond * PIECE_MS) / 1000));
    call.progress?.(Math.floor((100 * part.bytes) / size), 'Downloading Cloud Sync');
  }
  if (part.bytes < size)
    throw new ModelRefusal(
      'PACKAGE_TRUNCATED',
      `${part.bytes} of ${size} bytes of Cloud Sync were received.`,
      {
        bytesKept: part.bytes - began,
      },
    );
}

/** Where the connection is lost. */
function endOf({ faults }: VenueModel, began: number, size: number): number {
  if (faults['package'] === 'truncated') return Math.max(began, Math.floor(size / 2));
  return faults['package'] === 'cut' ? Math.min(size, began + Math.ceil(size / 3)) : size;
}

function removePackage({ packages }: VenueModel, call: ScriptCall): Output {
  const version = text(call, 'Version');
  const removed = packages.kept.includes(version);
  packages.kept = packages.kept.filter((each) => each !== version);
  if (packages.part?.version === version) packages.part = null;
  return [{ Removed: removed }];
}

function* install(model: VenueModel, call: ScriptCall): ScriptRun {
  const version = text(call, 'Version');
  if (!model.packages.kept.includes(version))
    throw new ModelRefusal(
      'PACKAGE_MISSING',
      `The package of Cloud Sync ${version} does not exist. Download it first.`,
    );
  yield model.timing.install;
  confirmControl(model, [KEY]);
  const isNew = !model.services[KEY].installed;
  installService(model, KEY, version);
  if (isNew && model.packages.startsService) startService(model, KEY);
  return [{ Version: version }];
}

function* uninstall(model: VenueModel): ScriptRun {
  const service = model.services[KEY];
  const wasInstalled = service.installed;
  try {
    if (service.installed && service.state !== 'Stopped') {
      const { processId } = service;
      addPlannedStops(model, [KEY], 'service-control');
      yield* stopAll(model, KEY, GRACE_MS);
      yield* watchService(model, { key: KEY, state: 'Stopped', timeoutMs: GRACE_MS, stableMs: 0, processId });
    }
    if (service.installed) confirmControl(model, [KEY]);
    if (service.installed && service.state !== 'Stopped')
      throw new ModelRefusal(
        'SERVICE_RUNNING',
        'Cloud Sync is still running. Stop it before you uninstall it.',
      );
    uninstallService(model, KEY);
  } finally {
    removePlannedStops(model, [KEY]);
  }
  // It goes with the program's folder.
  model.sync.firstJobId = null;
  return [{ Uninstalled: wasInstalled }];
}

export const packageScripts = {
  'Save-CloudSyncPackage': { changes: true, run: save },
  'Remove-CloudSyncPackage': { changes: true, run: removePackage },
  'Install-CloudSync': { changes: true, run: install },
  'Uninstall-CloudSync': { changes: true, run: uninstall },
} satisfies Record<string, Script>;
