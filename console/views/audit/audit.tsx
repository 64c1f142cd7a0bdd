import { Checkbox } from '@mantine/core';
import { useVenue } from '../../data/contexts';
import { usePages } from '../../data/use-pages';
import { printedDays } from '../../format/format';
import { startOfDay } from '../../format/venue-day';
import { AuditLogDocument, type AuditOutcome } from '../../generated/graphql';
import { t } from '../../messages';
import { type Filters, useFilters } from '../../navigation/route';
import { ActFields, ChoiceFilter, ListFilters, TextFilter } from '../../ui/fields';
import { Page, Panel, Waiting } from '../../ui/page';
import { PrintHead } from '../../ui/print-head';
import { Problem } from '../../ui/problem';
import { ListFoot } from '../../ui/save-list';
import { Changes } from './changes';
import { Review } from './review';
import { AuditTable } from './table';
import { Verification } from './verification';
import {
  type AuditRow,
  actionWord,
  hidesSignIns,
  outcomeMark,
  SIGN_INS,
  targetWords,
  whoDid,
  whyWords,
} from './words';

/** Who did what, when and why; whether anyone has touched that; and what has drifted since someone checked. */
export function AuditView() {
  const { timeZone } = useVenue();
  const [filters, change] = useFilters(auditFilters);
  const paged = usePages({
    document: AuditLogDocument,
    variables: {
      clerkId: filters.clerk.trim() || null,
      action: filters.action || null,
      exceptActions: hidesSignIns(filters) ? SIGN_INS : null,
      text: filters.text.trim() || null,
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
      <div className="no-print">
        <Changes />
      </div>
      {rows && (
        <PrintHead
          count={t.ui.entries(rows.length, paged.hasMore)}
          filters={{
            [t.audit.filters.what]: filters.action && actionWord(filters.action),
            [t.audit.filters.outcome]: filters.outcome && outcomeMark(filters.outcome as AuditOutcome).word,
            [t.audit.filters.text]: filters.text,
            [t.lists.clerk]: filters.clerk,
            ...printedDays(filters),
          }}
        />
      )}
      <AuditFilters filters={filters} onChange={change} />
      {failure && <Problem failure={failure} />}
      {rows && rows.length === 0 && (
        <Panel>
          <p className="soft">{isFiltered ? t.audit.nothingFits : t.audit.nothingYet}</p>
        </Panel>
      )}
      {rows && rows.length > 0 && <AuditTable rows={rows} />}
      {rows && <ListFoot paged={paged} name="audit" head={t.audit.csv} cells={cellsOf} isPrinted />}
    </Page>
  );
}

function cellsOf(row: AuditRow, at: (moment: string) => string) {
  return [
    row.sequence,
    at(row.at),
    actionWord(row.action),
    row.action,
    targetWords(row),
    outcomeMark(row.outcome).word,
    whoDid(row),
    row.clerkId,
    whyWords(row),
    row.client,
    row.correlationId,
    row.hash,
  ];
}

const auditFilters = ['action', 'outcome', 'clerk', 'text', 'signIns', 'from', 'to'] as const;

type AuditFilterName = (typeof auditFilters)[number];

interface AuditFiltersProps {
  readonly filters: Filters<AuditFilterName>;
  readonly onChange: (changes: Partial<Filters<AuditFilterName>>) => void;
}

function AuditFilters({ filters, onChange }: AuditFiltersProps) {
  const none = { action: '', outcome: '', clerk: '', text: '', signIns: '', from: '', to: '' };
  return (
    <ListFilters filters={filters} onClear={() => onChange(none)}>
      <ChoiceFilter
        label={t.audit.filters.what}
        value={filters.action}
        choices={t.audit.actions}
        onChange={(action) => onChange({ action })}
      />
      <ChoiceFilter
        label={t.audit.filters.outcome}
        value={filters.outcome}
        choices={t.audit.outcomes}
        onChange={(outcome) => onChange({ outcome })}
      />
      <TextFilter label={t.audit.filters.text} value={filters.text} onChange={(text) => onChange({ text })} />
      <ActFields filters={filters} onChange={onChange} />
      {filters.action === '' && (
        <Checkbox
          className="filter-box"
          label={t.audit.filters.signIns}
          checked={filters.signIns !== ''}
          onChange={(event) => onChange({ signIns: event.currentTarget.checked ? 'shown' : '' })}
        />
      )}
    </ListFilters>
  );
}
