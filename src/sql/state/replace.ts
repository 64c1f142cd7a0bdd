/** "Insert or change" without MERGE or ON CONFLICT, which the engines spell and lock differently: update, and insert when there was nothing. */
import type { Engine } from '../engine.js';

/** `update` answers whether it found its row. Call it inside a transaction. */
export async function replace(
  engine: Engine,
  update: () => Promise<boolean>,
  insert: () => Promise<unknown>,
): Promise<void> {
  if (await update()) return;
  try {
    await insert();
  } catch (error) {
    // Somebody inserted it between the two statements.
    if (!engine.isUniqueViolation(error) || !(await update())) throw error;
  }
}
