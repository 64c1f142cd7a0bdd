import { Button } from '@mantine/core';
import { useOperation } from '../../data/use-operation';
import type { OperationState } from '../../generated/graphql';
import { isOver } from '../../ui/operation-words';
import { Foot, Page, Trail, Waiting } from '../../ui/page';
import { href } from '../../ui/route';
import { CancelButton } from '../operations/cancel-button';
import { OperationView } from '../operations/operation-view';
import { startedBy } from '../operations/started-by';
import { trail } from './onboarding';

/** The onboarding as it goes, and its result. */
export function OnboardingProgress({ id }: { readonly id: string }) {
  const followed = useOperation(id);
  const { operation, failure, refresh } = followed;
  if (!operation) return <Waiting title="Onboarding" failure={failure} />;
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
        {state === 'SUCCEEDED' && (
          <>
            <Button component="a" href={href('services')} variant="default">
              Look at the services
            </Button>
            <Button component="a" href={href('venue')}>
              Go to the venue
            </Button>
          </>
        )}
        {(state === 'FAILED' || state === 'CANCELLED') && (
          <Button component="a" href={href('onboarding')}>
            Plan again
          </Button>
        )}
      </Foot>
    </Page>
  );
}

function titleOf(state: OperationState): string {
  if (state === 'SUCCEEDED') return 'The venue is connected';
  if (state === 'FAILED') return 'Onboarding did not work';
  if (state === 'CANCELLED') return 'Onboarding was cancelled';
  if (state === 'SCHEDULED') return 'The onboarding is scheduled';
  if (state === 'AWAITING_APPROVAL') return 'The onboarding waits for a second person';
  return state === 'NEEDS_ATTENTION' ? 'Onboarding needs a decision' : 'Onboarding is running';
}

function sentenceOf(state: OperationState, summary: string): string {
  if (state === 'SUCCEEDED')
    return 'The first sync goes on by itself. How far it is stands on the Venue page.';
  if (state === 'RUNNING' || state === 'PENDING')
    return 'You can close this page. The onboarding goes on, and this page finds it again.';
  return summary;
}
