/** The state of a data folder, opened in three ways: to work with, only to be read, and as it is. */
import type { KeptState } from '../../domain/ports/kept-state.js';
import type { Keys, Log } from '../../domain/ports/machine.js';
import { openKeys } from './keys.js';
import {
  inspectKnownState,
  type KnownStateParts,
  type NoteLost,
  type OpenHow,
  openKnownState,
  openStateAsItIs,
} from './known-state.js';
import { once } from './once.js';

export interface OpenersParts {
  readonly dataFolder: string;
  /** Of that folder. */
  keys(): Keys;
  readonly auditAnchor: string | undefined;
  readonly environment: KnownStateParts['environment'];
  log(): Log;
  openDatabase(file: string, how: OpenHow & { readonly keys: Keys }): Promise<KeptState>;
}

export function stateOpeners(parts: OpenersParts) {
  const stateIn = (dataFolder: string): KnownStateParts => {
    const isOurs = dataFolder === parts.dataFolder;
    const keys = isOurs ? parts.keys : once(() => openKeys(dataFolder));
    const signing: Keys = { hmac: (purpose, value) => keys().hmac(purpose, value) };
    return {
      dataFolder,
      keys,
      anchorFile: isOurs ? parts.auditAnchor : undefined, // A copy is no further history of this venue.
      environment: parts.environment,
      log: parts.log(),
      open: (file, how) => parts.openDatabase(file, { ...how, keys: signing }),
    };
  };
  return {
    /** Migrated; also of a copy in another folder. */
    openState: (dataFolder: string, noteLost?: NoteLost) =>
      openKnownState({ ...stateIn(dataFolder), noteLost }),
    inspectState: (dataFolder: string) => inspectKnownState(stateIn(dataFolder)),
    openAsItIs: (dataFolder: string) => openStateAsItIs(stateIn(dataFolder)),
  };
}
