import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useVenue } from '../../data/contexts';
import { usePages } from '../../data/use-pages';
import { startOfDay } from '../../format/venue-day';
import { AuditLogDocument, type AuditOutcome } from '../../generated/graphql';
import { t } from '../../messages';
import { type Filters, useFilters } from '../../navigation/route';
import { DayFilter } from '../../ui/fields';
import { Chevron } from '../../ui/icons';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { SaveList } from '../../ui/save-list';
import { Review } from './review';
import { AuditTable } from './table';
import { Verification } from './verification';
import { type AuditRow, actionWord, outcomeMark, targetWords, whoDid, whyWords } from './words';

/** Who did what, when and why; whether anyone has touched that; and what has drifted since someone checked. */
export function AuditView() {
  const { timeZone } = useVenue();
  const [filters, change] = useFilters(auditFilters);
  const paged = usePages({
    document: AuditLogDocument,
    variables: {
      clerkId: filters.clerk.trim() || null,
      action: filters.action || null,
      target: filters.target.trim() || null,
      outcome: (filters.outcome || null) as AuditOutcome | null,
      since: startOfDay(filters.from, timeZone),
      until: startOfDay(filters.to, timeZone, 1),
    },
    field: 'auditLog',
    pageOf: (data) => data.auditLog,
    every: 10_000,
  });
  const { rows, failure } = paged;
  const isFiltered = Object.values(filters).some((value) => value !== '');
  if (!rows && !isFiltered) return <Waiting title={t.pages.audit} failure={failure} />;
  return (
    <Page title={t.pages.audit} sentence={t.audit.sentence}>
      <div className="columns columns-plan no-print">
        <Verification />
        <Review />
      </div>
      <AuditFilters filters={filters} onChange={change} />
      {failure && <Problem failure={failure} />}
      {rows && rows.length === 0 && (
        <Panel>
          <p className="soft">{isFiltered ? t.audit.nothingFits : t.audit.nothingYet}</p>
        </Panel>
      )}
      {rows && rows.length > 0 && <AuditTable rows={rows} />}
      {rows && (
        <div className="line-mark wrap no-print">
          {paged.hasMore && (
            <Button variant="default" loading={paged.loading} onClick={paged.showMore}>
              {t.lists.showMore}
            </Button>
          )}
          <SaveList paged={paged} name="audit" head={t.audit.csv} cells={cellsOf} />
        </div>
      )}
    </Page>
  );
}

function cellsOf(row: AuditRow) {
  return [
    row.sequence,
    row.at,
    actionWord(row.action),
    row.action,
    targetWords(row.target),
    outcomeMark(row.outcome).word,
    whoDid(row),
    row.clerkId,
    whyWords(row),
    row.client,
    row.correlationId,
    row.hash,
  ];
}

const auditFilters = ['action', 'outcome', 'clerk', 'target', 'from', 'to'] as const;

type AuditFilterName = (typeof auditFilters)[number];

interface AuditFiltersProps {
  readonly filters: Filters<AuditFilterName>;
  readonly onChange: (changes: Partial<Filters<AuditFilterName>>) => void;
}

function AuditFilters({ filters, onChange }: AuditFiltersProps) {
  const all = { value: '', label: t.lists.all };
  const none = { action: '', outcome: '', clerk: '', target: '', from: '', to: '' };
  return (
    <div className="filters no-print">
      <NativeSelect
        label={t.audit.filters.what}
        size="xs"
        rightSection={<Chevron />}
        value={filters.action}
        onChange={(event) => onChange({ action: event.currentTarget.value })}
        data={[all, ...Object.entries(t.audit.actions).map(([value, label]) => ({ value, label }))]}
      />
      <NativeSelect
        label={t.audit.filters.outcome}
        size="xs"
        rightSection={<Chevron />}
        value={filters.outcome}
        onChange={(event) => onChange({ outcome: event.currentTarget.value })}
        data={[all, ...Object.entries(t.audit.outcomes).map(([value, label]) => ({ value, label }))]}
      />
      <TextInput
        label={t.lists.clerk}
        size="xs"
        className="short-field"
        inputMode="numeric"
        value={filters.clerk}
        onChange={(event) => onChange({ clerk: event.currentTarget.value })}
      />
      <TextInput
        label={t.audit.filters.target}
        size="xs"
        value={filters.target}
        onChange={(event) => onChange({ target: event.currentTarget.value })}
      />
      <DayFilter label={t.lists.from} value={filters.from} onChange={(from) => onChange({ from })} />
      <DayFilter label={t.lists.to} value={filters.to} onChange={(to) => onChange({ to })} />
      {Object.values(filters).some((value) => value !== '') && (
        <Button variant="subtle" size="xs" onClick={() => onChange(none)}>
          {t.lists.showAll}
        </Button>
      )}
    </div>
  );
}
