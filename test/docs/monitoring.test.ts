/** The files of examples/monitoring name only figures that the server has. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { FIGURES, type FigureKind } from '../../src/domain/types/figures.js';

const read = (name: string) => readFileSync(`examples/monitoring/${name}`, 'utf8');
const OF_THE_PROCESS = ['up', 'process_cpu_time_total', 'process_memory_usage', 'nodejs_eventloop_delay_p99'];
const known = new Map<string, readonly string[]>([
  ...OF_THE_PROCESS.map((name) => [name, ['cpu_mode']] as const),
  ...Object.entries<FigureKind>(FIGURES).map(
    ([name, { kind, attributes }]) =>
      [`${name.replaceAll('.', '_')}${kind === 'counter' ? '_total' : ''}`, attributes] as const,
  ),
]);

/** Names of figures in a query, with the labels that each is chosen by. */
function figuresIn(query: string): [string, string[]][] {
  const found = query.matchAll(
    /\b((?:venue|operation|powershell|audit|backup|notification|process|nodejs)_[a-z0-9_]+|up)\b(?:\{([^}]*)\})?/g,
  );
  return [...found].map(([, name = '', labels = '']) => [
    name,
    [...labels.matchAll(/(\w+)=/g)].map(([, label = '']) => label),
  ]);
}

function expectKnown(queries: readonly string[]): void {
  expect(queries.length).toBeGreaterThan(8);
  for (const query of queries) {
    const figures = figuresIn(query.replaceAll(/\b(un)?less on \(\w+\)/g, ''));
    expect([query, figures.length > 0]).toEqual([query, true]);
    for (const [name, labels] of figures) {
      expect([query, name, known.has(name)]).toEqual([query, name, true]);
      for (const label of labels) expect(['venue', 'job', ...(known.get(name) ?? [])]).toContain(label);
    }
  }
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly remedy: string };
}

test('alert rules', () => {
  const rules: Rule[] = parse(read('venue-alerts.yml')).groups[0].rules;
  expectKnown(rules.map(({ expr }) => expr));
  for (const { labels, annotations } of rules) {
    expect(['critical', 'warning', '{{ $labels.severity | toLower }}']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/\.$/);
    expect(annotations.remedy).toMatch(/\.$/);
  }
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  expect(rules.some(({ expr }) => expr.startsWith('absent('))).toBe(true);
});

test("Grafana's dashboard", () => {
  const { panels, templating } = JSON.parse(read('grafana-dashboard.json'));
  expectKnown(
    panels.flatMap(({ targets }: { targets: { expr: string }[] }) => targets.map(({ expr }) => expr)),
  );
  expect(templating.list.map(({ name }: { name: string }) => name)).toContain('venue');
});

test("DataDog's dashboard, and what its agent collects", () => {
  const { widgets, template_variables: variables } = JSON.parse(read('datadog-dashboard.json'));
  const queries: string[] = widgets.flatMap(
    (widget: { definition: { requests: { queries: { query: string }[] }[] } }) =>
      widget.definition.requests.flatMap(({ queries }) => queries.map(({ query }) => query)),
  );
  expectKnown(queries.map((query) => query.replace('venue_control.', '').replace('{$venue}', '')));
  expect(variables[0].name).toBe('venue');
  const [instance] = parse(read('datadog-openmetrics.yaml')).instances;
  const collected = new RegExp(instance.metrics[0]);
  for (const name of known.keys())
    if (name !== 'up') expect([name, collected.test(name)]).toEqual([name, true]);
});

test('what Prometheus scrapes', () => {
  const { scrape_configs: scrapes, rule_files: rules } = parse(read('prometheus.yml'));
  expect(scrapes[0].static_configs[0].targets).toEqual(['127.0.0.1:4280']);
  expect(rules).toEqual(['venue-alerts.yml']);
});
