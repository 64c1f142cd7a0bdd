import type { OperationLineFragment } from '../../generated/graphql';
import { t } from '../../messages/current';
import { moment } from '../../ui/format';
import { stateTone } from '../../ui/operation-words';
import { href } from '../../ui/route';
import { StateMark } from '../../ui/state-mark';
import { useVenue } from '../../venue-context';
import { beneath, took } from './list-words';

export function OperationTable({ operations }: { readonly operations: readonly OperationLineFragment[] }) {
  const { timeZone } = useVenue();
  return (
    <section className="panel panel-table" aria-label="Operations">
      <table className="table list cards">
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
                <a href={href('operations', operation.id)}>{operation.title}</a>
                <span className="serves">{beneath(operation)}</span>
              </th>
              <td>
                <StateMark tone={stateTone[operation.state]} word={t.operation.states[operation.state]} />
                {isAhead(operation) && (
                  <span className="serves">Starts {moment(operation.scheduledFor, timeZone)}</span>
                )}
              </td>
              <td data-label="Begun">{moment(operation.createdAt, timeZone)}</td>
              <td className="wide soft">{took(operation)}</td>
              <td data-label="By">{operation.requestedByName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** It is to start by itself later. */
function isAhead(
  operation: OperationLineFragment,
): operation is OperationLineFragment & { readonly scheduledFor: string } {
  const { state, scheduledFor } = operation;
  return scheduledFor !== null && (state === 'SCHEDULED' || state === 'AWAITING_APPROVAL');
}
