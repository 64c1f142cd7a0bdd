import { Button } from '@mantine/core';
import { useOperation } from '../../data/use-operation';
import type { OperationState } from '../../generated/graphql';
import { isOver } from '../../ui/operation-words';
import { Foot, Page, Trail, Waiting } from '../../ui/page';
import { href } from '../../ui/route';
import { CancelButton } from '../operations/cancel-button';
import { OperationView } from '../operations/operation-view';
import { startedBy } from '../operations/started-by';
import { trail } from './resync';

/** The resync as it goes, and its result. */
export function ResyncProgress({ id }: { readonly id: string }) {
  const followed = useOperation(id);
  const { operation, failure, refresh } = followed;
  if (!operation) return <Waiting title="Resync" failure={failure} />;
  const { state } = operation;
  return (
    <Page
      title={titleOf(state)}
      sentence={sentenceOf(state, operation.summary)}
      aside={<Trail steps={trail} current={2} />}
    >
      <OperationView followed={followed} operation={operation} />
      <Foot status={startedBy(operation)}>
        {!isOver(state) && <CancelButton operation={operation} onDone={refresh} />}
        {isOver(state) && (
          <Button component="a" href={href('venue')}>
            Go to the venue
          </Button>
        )}
      </Foot>
    </Page>
  );
}

function titleOf(state: OperationState): string {
  if (state === 'SUCCEEDED') return 'All data is in the cloud';
  if (state === 'FAILED') return 'The resync did not work';
  if (state === 'CANCELLED') return 'The resync was cancelled';
  if (state === 'SCHEDULED') return 'The resync is scheduled';
  if (state === 'AWAITING_APPROVAL') return 'The resync waits for a second person';
  return state === 'NEEDS_ATTENTION' ? 'The resync needs a decision' : 'Resync is running';
}

function sentenceOf(state: OperationState, summary: string): string {
  if (state === 'RUNNING' || state === 'PENDING')
    return 'You can close this page. The resync goes on, and this page finds it again.';
  return summary;
}
