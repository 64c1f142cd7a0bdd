import { Button } from '@mantine/core';
import { isOver } from '../../data/operations';
import { useOperation } from '../../data/use-operations';
import { t } from '../../messages';
import { href } from '../../navigation/route';
import { stateTone } from '../../ui/operation-marks';
import { Foot, Page, Waiting } from '../../ui/page';
import { ServerText } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { CancelButton, NotifyMe } from './buttons';
import { OperationsView } from './operations';
import { startedBy } from './people-words';
import { OperationView } from './view';

/** What was done here, or the one operation that the address names. */
export function OperationsPage({ id }: { readonly id: string | undefined }) {
  return id === undefined ? <OperationsView /> : <OperationPage key={id} id={id} />;
}

/** One operation of any kind, running or long over. */
function OperationPage({ id }: { readonly id: string }) {
  const followed = useOperation(id);
  const { operation, failure } = followed;
  if (!operation) return <Waiting title={t.operation.page} failure={failure} />;
  return (
    <Page
      title={operation.title}
      sentence={<ServerText>{operation.summary}</ServerText>}
      aside={<StateMark tone={stateTone[operation.state]} word={t.operation.states[operation.state]} />}
    >
      <OperationView followed={followed} operation={operation} />
      <Foot status={startedBy(operation)}>
        <Button component="a" href={href('operations')} variant="default">
          {t.operation.all}
        </Button>
        {!isOver(operation.state) && <NotifyMe />}
        {!isOver(operation.state) && <CancelButton operation={operation} />}
      </Foot>
    </Page>
  );
}
