import { DatabaseSync } from 'node:sqlite';
import { openState, temporaryFolder } from './engines.js';
import { at, newOperation } from './samples.js';

describe('state failures', () => {
  it('are STATE_DATABASE_UNAVAILABLE with their cause, while mistakes stay what they are', async () => {
    const folder = temporaryFolder();
    const file = `${folder.path}/state.sqlite`;
    const state = await openState(file, { waitMs: 100 });
    await state.operations.create(newOperation());
    await expect(state.operations.create(newOperation())).rejects.toMatchObject({ errcode: 1555 });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const unavailable = {
      code: 'STATE_DATABASE_UNAVAILABLE',
      cause: expect.objectContaining({ errcode: 5 }),
    };
    await expect(state.keyValues.set('a', {}, at(0))).rejects.toMatchObject(unavailable);
    await expect(state.transaction(async () => undefined)).rejects.toMatchObject(unavailable);
    other.exec('ROLLBACK');
    other.close();
    await expect(state.transaction(async () => Promise.reject(new TypeError('mine')))).rejects.toThrow(
      TypeError,
    );
    await state.close();
    await expect(state.pins.count()).rejects.toMatchObject({ code: 'STATE_DATABASE_UNAVAILABLE' });
    folder.remove();
  });

  it('cannot bring an operation back that is over, not even by hand', async () => {
    const folder = temporaryFolder();
    const state = await openState(`${folder.path}/state.sqlite`);
    await state.operations.create(newOperation());
    await state.operations.transition('op', ['PENDING'], 'SUCCEEDED');
    await state.close();
    const raw = new DatabaseSync(`${folder.path}/state.sqlite`);
    expect(() => raw.exec("UPDATE operation SET state = 'RUNNING'")).toThrow('never changes its state');
    raw.close();
    folder.remove();
  });
});
