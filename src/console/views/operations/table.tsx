import { useVenue } from '../../data/contexts';
import { moment } from '../../format/format';
import type { OperationLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { href } from '../../navigation/route';
import { stateTone } from '../../ui/operation-marks';
import { StateMark } from '../../ui/state-mark';
import { beneath, took } from './list-words';

export function OperationTable({ operations }: { readonly operations: readonly OperationLineFragment[] }) {
  const { timeZone } = useVenue();
  const { columns } = t.operations;
  return (
    <section className="panel panel-table" aria-label={t.pages.operations}>
      <table className="table list cards">
        <thead>
          <tr>
            <th scope="col">{columns.what}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col">{columns.begun}</th>
            <th scope="col" className="wide">
              {columns.took}
            </th>
            <th scope="col">{columns.by}</th>
          </tr>
        </thead>
        <tbody>
          {operations.map((operation) => (
            <tr key={operation.id}>
              <th scope="row">
                <a href={href('operations', operation.id)}>{operation.title}</a>
                <span className="serves">{beneath(operation)}</span>
              </th>
              <td>
                <StateMark tone={stateTone[operation.state]} word={t.operation.states[operation.state]} />
                {isAhead(operation) && (
                  <span className="serves">
                    {t.operations.starts(moment(operation.scheduledFor, timeZone))}
                  </span>
                )}
              </td>
              <td data-label={columns.begun}>{moment(operation.createdAt, timeZone)}</td>
              <td className="wide soft">{took(operation)}</td>
              <td data-label={columns.by}>{operation.requestedByName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** It is to start automatically later. */
function isAhead(
  operation: OperationLineFragment,
): operation is OperationLineFragment & { readonly scheduledFor: string } {
  const { state, scheduledFor } = operation;
  return scheduledFor !== null && (state === 'SCHEDULED' || state === 'AWAITING_APPROVAL');
}
