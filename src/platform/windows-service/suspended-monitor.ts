/** Services Monitor while a stop is planned: stopped by us, and started again by whichever of our programs runs then. An uninstall would leave no one, an upgrade that is restored a task that searches for the program that went. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, type ErrorCode } from '../../errors/errors.js';

/** Throws that failure while it is held, by the record that scripts/services/VenueHost.Windows.psm1 keeps in the data folder. */
export function requireMonitorFree(data: string, failure: ErrorCode): void {
  if (!isHeld(join(data, 'monitor.json'))) return;
  throw new AppError(failure, {
    message:
      'Services Monitor is stopped, because a planned stop of services or of its daily restart is in progress. It could stay stopped.',
    remedy:
      'Wait until the operation has ended, or cancel it, and start the services that were stopped by plan. Then try again. Nothing was changed.',
  });
}

function isHeld(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    const { stoppedByUs } = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
    return stoppedByUs === true;
  } catch {
    // One that can't be read holds no one: nothing can be made of it by the program either.
    return false;
  }
}
