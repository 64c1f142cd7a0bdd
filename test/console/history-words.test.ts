import { beneath, cancelWords } from '../../console/views/operations/list-words';
import { operationWith } from './operation-samples';

describe('a line of the history', () => {
  it('says why it was asked for', () => {
    const stop = { title: 'Stop NetPOS', reason: 'Printer queue stuck', state: 'SUCCEEDED' } as const;
    expect(beneath(operationWith(stop))).toBe('“Printer queue stuck”');
    expect(beneath(operationWith({ ...stop, reason: null }))).toBe('');
  });

  it('says what became of one that failed, or that runs', () => {
    expect(beneath(operationWith({ state: 'FAILED', summary: 'It did not start.' }))).toBe(
      '“Bistro sales missing” · It did not start.',
    );
  });

  it('says of a cancel who wanted it and why, and calls it no failure', () => {
    const cancelled = operationWith({
      state: 'CANCELLED',
      summary: 'Changing a service was cancelled.',
      cancelledByName: 'Morgan Reyes',
      cancelReason: 'Wrong service',
    });
    expect(beneath(cancelled)).toBe('“Bistro sales missing” · Cancelled by Morgan Reyes: “Wrong service”');
    expect(cancelWords({ cancelledByName: null, cancelReason: null })).toBe('Cancelled');
  });
});
