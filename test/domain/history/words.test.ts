/** What an interval says is true of all of it. */
import { statesIn } from '../../../src/domain/history/states.js';
import { historyText } from '../../../src/domain/history/words.js';
import { judgeStatus } from '../../../src/domain/status/judge-status.js';
import { known } from '../../../src/domain/types/fact.js';
import { FINDINGS } from '../../../src/domain/types/findings.js';
import { wellStatusFacts } from '../status/status-situations.js';

describe('the text of an interval', () => {
  it('has no number in what is recorded of a finding, nor in the headline', () => {
    const facts = { ...wellStatusFacts(), wrongPins: known(312) };
    const states = statesIn(facts, judgeStatus(facts));
    const paramsOf = (lane: string) =>
      states.filter((seen) => seen.lane === lane).map(({ params }) => params);
    expect(paramsOf('STATUS')).toEqual([{ headline: 'Ordering works. Many wrong PINs were entered.' }]);
    expect(paramsOf('FINDING')).toEqual([{}]);
  });

  /** Parameters that stay as they are while a finding lasts. */
  const LASTING = [
    ...['reason', 'remedy', 'service', 'lastHeartbeat', 'day', 'version', 'minimum', 'database', 'programs'],
    ...['cloud', 'operations', 'open', 'since', 'does', 'until', 'difference', 'direction'],
  ];

  it('has no number of a finding that moves while it lasts', () => {
    for (const [code, { message, title }] of Object.entries(FINDINGS)) {
      const names = [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      const moving = names.filter((name) => !LASTING.includes(name));
      const params = Object.fromEntries(names.map((name) => [name, '4711']));
      if (moving.length > 0) expect(historyText(code, params)).toBe(`${title}.`);
      else expect(historyText(code, params)).toContain(names.length > 0 ? '4711' : message);
    }
  });
});
