import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import {
  type OperationKind,
  type OperationLineFragment,
  type OperationState,
  OperationsDocument,
} from '../../generated/graphql';
import { Chevron } from '../../ui/chevron';
import { moment } from '../../ui/format';
import { kinds, stateTone, stateWord } from '../../ui/operation-words';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { href } from '../../ui/route';
import { StateMark } from '../../ui/state-mark';
import { useVenue } from '../../venue-context';
import { operationsSentence, took } from './list-words';

const page = 20;
const longest = 200;
const groups: Readonly<Record<string, readonly OperationState[]>> = {
  'Not over': ['AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING', 'CANCELLING', 'NEEDS_ATTENTION'],
  Done: ['SUCCEEDED'],
  'Failed or cancelled': ['FAILED', 'CANCELLED'],
};

/** What was done here, newest first. */
export function OperationsView() {
  const [kind, setKind] = useState('');
  const [group, setGroup] = useState('');
  const [first, setFirst] = useState(page);
  const { data, error } = useLiveQuery(
    OperationsDocument,
    {
      first,
      kinds: kind ? [kind as OperationKind] : null,
      states: group ? [...(groups[group] ?? [])] : null,
    },
    4_000,
  );
  const failure = failureOf(error, 'operations');
  const operations = data?.operations?.edges.map(({ node }) => node);
  if (!operations) return <Waiting title="Operations" failure={failure} />;
  const hasMore = data?.operations?.pageInfo.hasNextPage === true && first < longest;
  return (
    <Page title="Operations" sentence={operationsSentence(operations)}>
      {failure && <Problem failure={failure} />}
      <div className="filters">
        <NativeSelect
          label="Kind"
          size="xs"
          rightSection={<Chevron />}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={[
            { value: '', label: 'All' },
            ...Object.entries(kinds).map(([value, { name }]) => ({ value, label: name })),
          ]}
        />
        <NativeSelect
          label="State"
          size="xs"
          rightSection={<Chevron />}
          value={group}
          onChange={(event) => setGroup(event.currentTarget.value)}
          data={[{ value: '', label: 'All' }, ...Object.keys(groups)]}
        />
      </div>
      {operations.length === 0 ? (
        <Panel>
          <p className="soft">There is nothing here. What you start shows up here and stays.</p>
        </Panel>
      ) : (
        <OperationTable operations={operations} />
      )}
      {hasMore && (
        <Button variant="default" onClick={() => setFirst(Math.min(longest, first + 2 * page))}>
          Show more
        </Button>
      )}
    </Page>
  );
}

function OperationTable({ operations }: { readonly operations: readonly OperationLineFragment[] }) {
  const { timeZone } = useVenue();
  return (
    <section className="panel panel-table" aria-label="Operations">
      <table className="table list">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">State</th>
            <th scope="col">Begun</th>
            <th scope="col" className="wide">
              Took
            </th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {operations.map((operation) => (
            <tr key={operation.id}>
              <th scope="row">
                <a href={href('operations', operation.id)}>{kinds[operation.kind].name}</a>
                <span className="serves">{operation.summary}</span>
              </th>
              <td>
                <StateMark tone={stateTone[operation.state]} word={stateWord[operation.state]} />
              </td>
              <td>{moment(operation.createdAt, timeZone)}</td>
              <td className="wide soft">{took(operation)}</td>
              <td>{operation.requestedByName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
