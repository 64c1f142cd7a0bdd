import { UnstyledButton } from '@mantine/core';
import { useVenue } from '../../data/contexts';
import { useIsPhone } from '../../data/use-page';
import { moment } from '../../format/format';
import type { OperationLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { href } from '../../navigation/route';
import { IconSelector } from '../../ui/icons';
import { ListTable } from '../../ui/list-table';
import { stateTone } from '../../ui/operation-marks';
import { StateMark } from '../../ui/state-mark';
import { beneath, type Sort, took } from './list-words';

interface OperationTableProps {
  readonly operations: readonly OperationLineFragment[];
  readonly sort: string;
  readonly onSort: (sort: Sort) => void;
}

export function OperationTable({ operations, sort, onSort }: OperationTableProps) {
  const { timeZone } = useVenue();
  const { columns } = t.operations;
  // There the heads are for screen readers alone, and no key comes to what no eye sees.
  const isPhone = useIsPhone();
  const head = (by: Sort, word: string, className: string) => (
    <th key={word} scope="col" className={className} aria-sort={by === sort ? orderOf(by) : undefined}>
      {isPhone ? (
        word
      ) : (
        <UnstyledButton className="sort" onClick={() => onSort(by)}>
          {word} <IconSelector size={14} />
        </UnstyledButton>
      )}
    </th>
  );
  return (
    <ListTable
      title={t.pages.operations}
      className="operations"
      columns={[
        head('what', columns.what, ''),
        head('state', columns.state, 'column-state'),
        head('', columns.begun, 'column-when'),
        head('took', columns.took, 'column-took'),
        head('by', columns.by, 'column-who'),
      ]}
    >
      {operations.map((operation) => (
        <tr key={operation.id}>
          <th scope="row">
            <a href={href('operations', operation.id)}>{operation.title}</a>
            <span className="serves">{beneath(operation)}</span>
          </th>
          <td>
            <StateMark tone={stateTone[operation.state]} word={t.operation.states[operation.state]} />
            {isAhead(operation) && (
              <span className="serves">{t.operation.starts(moment(operation.scheduledFor, timeZone))}</span>
            )}
          </td>
          <td data-label={columns.begun}>{moment(operation.createdAt, timeZone)}</td>
          <td data-label={columns.took} className="soft">
            {took(operation)}
          </td>
          <td data-label={columns.by}>{operation.requestedByName}</td>
        </tr>
      ))}
    </ListTable>
  );
}

/** The newest and the longest come first, names in their order. */
function orderOf(by: Sort): 'ascending' | 'descending' {
  return by === '' || by === 'took' ? 'descending' : 'ascending';
}

/** It is to start automatically later. */
function isAhead(
  operation: OperationLineFragment,
): operation is OperationLineFragment & { readonly scheduledFor: string } {
  const { state, scheduledFor } = operation;
  return scheduledFor !== null && (state === 'SCHEDULED' || state === 'AWAITING_APPROVAL');
}
