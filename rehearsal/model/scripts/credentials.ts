/** Scripts about the gateway's credential on this machine: pending, in use, and the one to go back to. */
import { ModelRefusal } from '../refusal.js';
import type { VenueModel } from '../state.js';
import { type Output, type Script, type ScriptCall, text } from './script.js';

/** Kept before anything else is done with it: a code is redeemed once. */
export function keepPending(
  model: VenueModel,
  customerNumber: string,
  redemptionId: string,
  credential: string,
): void {
  model.credentials.pending = { customerNumber, credential, redemptionId, by: model.actor, since: model.at };
}

function save(model: VenueModel, call: ScriptCall): Output {
  const { credentials } = model;
  const redemptionId = text(call, 'RedemptionId');
  if (credentials.current?.redemptionId !== redemptionId) {
    if (credentials.pending?.redemptionId !== redemptionId)
      throw new ModelRefusal(
        'CREDENTIAL_MISSING',
        'The credential of that redemption is missing. Close the redemption.',
      );
    credentials.previous = credentials.current;
    credentials.current = { ...credentials.pending, by: model.actor, since: model.at };
    credentials.pending = null;
  } else if (credentials.pending?.redemptionId === redemptionId) credentials.pending = null;
  // Our own file has it by now; Gateway Client's does not.
  const { placeError } = model.gateway;
  if (placeError) throw new ModelRefusal(placeError.errorId, placeError.why);
  return [{ Previous: credentials.previous === null ? 'none' : 'kept' }];
}

function restore(model: VenueModel, call: ScriptCall): Output {
  const { credentials } = model;
  const redemptionId = text(call, 'RedemptionId');
  if (credentials.current?.redemptionId === redemptionId) {
    credentials.pending = { ...credentials.current, by: model.actor, since: model.at };
    credentials.current = credentials.previous;
    credentials.previous = null;
  }
  return [{ Restored: credentials.current === null ? 'none' : 'previous' }];
}

function clear(model: VenueModel, call: ScriptCall): Output {
  const { credentials } = model;
  const isInUse = credentials.current?.redemptionId === text(call, 'RedemptionId');
  const cleared = isInUse && credentials.previous !== null;
  if (cleared) credentials.previous = null;
  return [{ Cleared: cleared }];
}

function inUse({ credentials }: VenueModel): Output {
  return [{ RedemptionId: credentials.current?.redemptionId ?? null }];
}

export const credentialScripts = {
  'Get-RedemptionInUse': { changes: false, run: inUse },
  'Save-GatewayCredential': { changes: true, run: save },
  'Restore-GatewayCredential': { changes: true, run: restore },
  'Clear-PreviousCredential': { changes: true, run: clear },
} satisfies Record<string, Script>;
