/** What is asked of the state database as a whole: whether it can be written, a copy of it. */
import type { KeptState } from '../../operations/ports/kept-state.js';
import type { Database } from '../database.js';
import { translated } from '../failures.js';
import { planStore } from './plan-store.js';
import type { StateTables } from './tables.js';

type Whole = Pick<KeptState, 'pulse' | 'copyTo' | 'damage' | 'examine'>;

export function wholeState(database: Database<StateTables>, translate: (error: unknown) => unknown): Whole {
  const { db, engine } = database;
  const plans = planStore(database);
  const whole: Whole = {
    pulse: (now) => plans.remember('pulse', {}, now),
    copyTo: (file) => engine.copyTo(db, file),
    damage: () => engine.findDamage(db),
    examine: (now) => engine.lookAtState(db, now),
  };
  return translated(whole, translate);
}
