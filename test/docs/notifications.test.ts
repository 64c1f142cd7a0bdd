import { ALERT_RULES, type AlertRule } from '../../src/domain/types/alert-rules.js';
import { readDoc, table } from './read-doc.js';

describe('docs/how-to/notifications.md', () => {
  it('lists every rule with its defaults', () => {
    const rows = Object.entries<AlertRule>(ALERT_RULES).map(([code, rule]) => [
      `\`${code}\``,
      rule.severity?.toLowerCase() ?? 'of its finding',
      rule.afterSeconds === 0 ? 'at once' : `${rule.afterSeconds} s`,
      rule.tradingHoursOnly ? 'yes' : 'no',
      rule.findings.map((finding) => `\`${finding}\``).join(', ') || 'see below',
    ]);
    const named = ['Alert', 'Severity', 'After', 'Only in trading hours', 'Findings that open it'];
    expect(readDoc('docs/how-to/notifications.md').section('rules')).toBe(table(named, rows));
  });
});
