import { Button, TextInput } from '@mantine/core';
import { useVenue } from '../../data/contexts';
import { useRunningOperations } from '../../data/use-operations';
import { usePages } from '../../data/use-pages';
import { startOfDay } from '../../format/venue-day';
import {
  type OperationKind,
  type OperationLineFragment,
  type OperationState,
  OperationsDocument,
} from '../../generated/graphql';
import { t } from '../../messages';
import { type Filters, useFilters } from '../../navigation/route';
import { ActFilters, ChoiceFilter } from '../../ui/fields';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { SaveList } from '../../ui/save-list';
import { useVenueState } from '../../venue-state/use-venue-state';
import { cancelWords, operationsSentence, type StateGroup, stateGroups, took } from './list-words';
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
  const isFiltered = Object.values(filters).some((value) => value !== '');
  if (!rows && !isFiltered) return <Waiting title={t.pages.operations} failure={failure} />;
  return (
    <Page title={t.pages.operations} sentence={rows && operationsSentence(active, findings)}>
      {failure && <Problem failure={failure} />}
      <OperationFilters filters={filters} onChange={change} />
      {rows?.length === 0 && (
        <Panel>
          <p className="soft">{isFiltered ? t.operations.nothingFits : t.operations.nothingHere}</p>
        </Panel>
      )}
      {rows && rows.length > 0 && <OperationTable operations={rows} />}
      {rows && rows.length > 0 && (
        <div className="line-mark wrap no-print">
          {paged.hasMore && (
            <Button variant="default" loading={paged.loading} onClick={paged.showMore}>
              {t.lists.showMore}
            </Button>
          )}
          <SaveList paged={paged} name="operations" head={t.operations.csv} cells={cellsOf} />
          <Button variant="default" onClick={() => print()}>
            {t.operations.print}
          </Button>
        </div>
      )}
    </Page>
  );
}

/** An address may name a group that there is not. */
function statesOf(group: string): OperationState[] | null {
  return Object.hasOwn(stateGroups, group) ? [...stateGroups[group as StateGroup]] : null;
}

function cellsOf(operation: OperationLineFragment) {
  const { title, state, createdAt, requestedByName, reason, summary, id } = operation;
  const outcome = state === 'CANCELLED' ? cancelWords(operation) : summary;
  return [title, t.operation.states[state], createdAt, took(operation), requestedByName, reason, outcome, id];
}

const operationFilters = ['kind', 'state', 'clerk', 'text', 'from', 'to'] as const;

type OperationFilterName = (typeof operationFilters)[number];

interface OperationFiltersProps {
  readonly filters: Filters<OperationFilterName>;
  readonly onChange: (changes: Partial<Filters<OperationFilterName>>) => void;
}

const none = { kind: '', state: '', clerk: '', text: '', from: '', to: '' };

function OperationFilters({ filters, onChange }: OperationFiltersProps) {
  const { filters: words, stateGroups: groups } = t.operations;
  return (
    <div className="filters no-print">
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
      <TextInput
        label={words.text}
        size="xs"
        maxLength={100}
        value={filters.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <ActFilters filters={filters} onChange={onChange} onClear={() => onChange(none)} />
    </div>
  );
}
