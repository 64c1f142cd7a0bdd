/** Small values of the control plane that outlive a restart: a switch, an identity, what was last read of the cloud or the venue. */
import type { Memory } from '../types/operation.js';

export interface KeyValueStore {
  get(name: string): Promise<{ readonly value: Memory; readonly at: Date } | undefined>;
  /** `at`: when the value was true. */
  set(name: string, value: Memory, at: Date): Promise<void>;
}
