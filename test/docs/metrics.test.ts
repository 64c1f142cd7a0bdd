import { FIGURES, type FigureKind } from '../../src/domain/types/figures.js';
import { readDoc, table } from './read-doc.js';

test('docs/reference/metrics.md lists every figure', () => {
  const rows = Object.entries<FigureKind>(FIGURES).map(([name, { kind, unit, attributes, meaning }]) => [
    `\`${name}\``,
    `\`${name.replaceAll('.', '_')}${kind === 'counter' ? '_total' : ''}\``,
    kind,
    unit,
    attributes.map((attribute) => `\`${attribute}\``).join(', ') || '-',
    meaning,
  ]);
  const heads = ['Metric', 'Prometheus', 'Kind', 'Unit', 'Attributes', 'Meaning'];
  expect(readDoc('docs/reference/metrics.md').section('figures')).toBe(table(heads, rows));
});
