import { useVenue } from '../../data/contexts';
import { useRunningOperations } from '../../data/use-operations';
import { usePages } from '../../data/use-pages';
import { printedDays } from '../../format/format';
import { startOfDay } from '../../format/venue-day';
import {
  type OperationKind,
  type OperationLineFragment,
  type OperationState,
  OperationsDocument,
} from '../../generated/graphql';
import { t } from '../../messages';
import { type Filters, useFilters } from '../../navigation/route';
import { ActFields, ChoiceFilter, ListFilters, TextFilter } from '../../ui/fields';
import { Page, Panel, Waiting } from '../../ui/page';
import { PrintHead } from '../../ui/print-head';
import { Problem } from '../../ui/problem';
import { ListFoot } from '../../ui/save-list';
import { useVenueState } from '../../venue-state/use-venue-state';
import {
  cancelWords,
  operationsSentence,
  type StateGroup,
  sorted,
  stateGroups,
  took,
  totalWords,
} from './list-words';
import { OperationTable } from './table';

/** What was done here, newest first. */
export function OperationsView() {
  const { timeZone } = useVenue();
  const active = useRunningOperations();
  const { findings } = useVenueState().state;
  const [filters, change] = useFilters(operationFilters);
  const paged = usePages({
    document: OperationsDocument,
    variables: {
      kinds: filters.kind ? [filters.kind as OperationKind] : null,
      states: statesOf(filters.state),
      requestedBy: filters.clerk.trim() || null,
      since: startOfDay(filters.from, timeZone),
      until: startOfDay(filters.to, timeZone, 1),
      text: filters.text.trim() || null,
    },
    field: 'operations',
    pageOf: (data) => data.operations,
    every: 4_000,
    size: 40,
  });
  const { rows, failure } = paged;
  const isFiltered = Object.entries(filters).some(([name, value]) => name !== 'sort' && value !== '');
  if (!rows && !isFiltered) return <Waiting title={t.pages.operations} failure={failure} />;
  return (
    <Page title={t.pages.operations} sentence={rows && operationsSentence(active, findings)}>
      {failure && <Problem failure={failure} />}
      {rows && (
        <PrintHead
          count={totalWords(rows.length, paged.totalCount, filters.sort !== '')}
          filters={printedFilters(filters)}
        />
      )}
      <OperationFilters filters={filters} onChange={change} />
      {rows?.length === 0 && (
        <Panel>
          <p className="soft">{isFiltered ? t.operations.nothingFits : t.operations.nothingHere}</p>
        </Panel>
      )}
      {rows && rows.length > 0 && (
        <OperationTable
          operations={sorted(rows, filters.sort)}
          sort={filters.sort}
          onSort={(sort) => change({ sort })}
        />
      )}
      {rows && rows.length > 0 && (
        <ListFoot paged={paged} name="operations" head={t.operations.csv} cells={cellsOf} isPrinted>
          <span className="soft">{totalWords(rows.length, paged.totalCount, filters.sort !== '')}</span>
        </ListFoot>
      )}
    </Page>
  );
}

/** An address may name a group that there is not. */
function statesOf(group: string): OperationState[] | null {
  return Object.hasOwn(stateGroups, group) ? [...stateGroups[group as StateGroup]] : null;
}

function cellsOf(operation: OperationLineFragment, at: (moment: string) => string) {
  const { title, state, createdAt, requestedByName, reason, summary, id } = operation;
  const outcome = state === 'CANCELLED' ? cancelWords(operation) : summary;
  return [
    title,
    t.operation.states[state],
    at(createdAt),
    took(operation),
    requestedByName,
    reason,
    outcome,
    id,
  ];
}

const operationFilters = ['kind', 'state', 'clerk', 'text', 'from', 'to', 'sort'] as const;

type OperationFilterName = (typeof operationFilters)[number];

interface OperationFiltersProps {
  readonly filters: Filters<OperationFilterName>;
  readonly onChange: (changes: Partial<Filters<OperationFilterName>>) => void;
}

const none = { kind: '', state: '', clerk: '', text: '', from: '', to: '', sort: '' };

/** By the names that are above the fields. */
function printedFilters(filters: Filters<OperationFilterName>): Readonly<Record<string, string>> {
  const { filters: words, stateGroups: groups } = t.operations;
  const named = (names: Readonly<Record<string, string>>, value: string) => names[value] ?? value;
  return {
    [words.kind]: named(t.operation.kinds, filters.kind),
    [words.state]: named(groups, filters.state),
    [words.text]: filters.text,
    [t.lists.clerk]: filters.clerk,
    ...printedDays(filters),
  };
}

function OperationFilters({ filters, onChange }: OperationFiltersProps) {
  const { filters: words, stateGroups: groups } = t.operations;
  return (
    <ListFilters filters={{ ...filters, sort: '' }} onClear={() => onChange(none)}>
      <ChoiceFilter
        label={words.kind}
        value={filters.kind}
        choices={t.operation.kinds}
        onChange={(kind) => onChange({ kind })}
      />
      <ChoiceFilter
        label={words.state}
        value={filters.state}
        choices={groups}
        onChange={(state) => onChange({ state })}
      />
      <TextFilter label={words.text} value={filters.text} onChange={(text) => onChange({ text })} />
      <ActFields filters={filters} onChange={onChange} />
    </ListFilters>
  );
}
