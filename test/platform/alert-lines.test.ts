import { ALERTS } from '../../src/domain/types/alerts.js';
import { alertLines, MOST_AN_HOUR } from '../../src/platform/logging/alert-lines.js';

function linesOver(nowMs: () => number) {
  const lines: string[] = [];
  return { lines, alerts: alertLines({ write: (line) => void lines.push(line), nowMs }) };
}

test('an alert is one line: its priority as journals take it, its id, and plain text whatever was put into it', () => {
  const { lines, alerts } = linesOver(() => 0);
  alerts.raise(ALERTS.OPERATION_FAILED, 'Operation 7\nfailed \u001b[31mbadly\u001b[0m.');
  alerts.raise(ALERTS.SIGN_IN_LOCKED, 'x'.repeat(5_000));
  expect(lines[0]).toBe('<3>1100 Operation 7 failed [31mbadly [0m.\n');
  expect(lines[1]).toMatch(/^<4>1201 x{1000}\n$/);
});

test('of one id an hour has room for so many, the last of which says that there are more; others are reported meanwhile', () => {
  let now = 0;
  const { lines, alerts } = linesOver(() => now);
  for (let turn = 0; turn < 3 * MOST_AN_HOUR; turn += 1) alerts.raise(ALERTS.SIGN_IN_LOCKED, 'Guesses.');
  expect(lines).toHaveLength(MOST_AN_HOUR);
  expect(lines.at(-1)).toBe(
    '<4>1201 Guesses. More of these within the hour are not logged here: open the console.\n',
  );
  alerts.raise(ALERTS.AUDIT_TOUCHED, 'Row 7.');
  expect(lines.at(-1)).toBe('<3>1200 Row 7.\n');
  now = 3_600_001;
  alerts.raise(ALERTS.SIGN_IN_LOCKED, 'Guesses.');
  expect(lines.at(-1)).toBe('<4>1201 Guesses.\n');
});
