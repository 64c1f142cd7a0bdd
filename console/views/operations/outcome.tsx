import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../data/contexts';
import { isOver, isRollingBack } from '../../data/operations';
import { useAction } from '../../data/use-action';
import type { Operation } from '../../data/use-operations';
import { ResolveOperationDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { ReasonField } from '../../ui/fields';
import { CodeLink, ViewLink } from '../../ui/links';
import { stateTone } from '../../ui/operation-marks';
import { Panel } from '../../ui/page';
import { Problem, ServerText } from '../../ui/problem';
import { StateMark, StateShape } from '../../ui/state-mark';
import { DownloadBundle } from '../backups/download-bundle';
import { cancelWords } from './list-words';

type Failure = NonNullable<Operation['failure']>;

/** Why it ended as it did; what was restored and what was not, as two lists. */
export function Outcome({ operation }: { readonly operation: Operation }) {
  const { failure, state } = operation;
  const seesDiagnosis = useMay('SERVICES_VIEW');
  if (!failure) return null;
  const isEnding = state === 'CANCELLING' || isRollingBack(operation);
  return (
    <Panel
      title={t.operation.whatHappened}
      aside={<StateMark tone={stateTone[state]} word={t.operation.states[state]} />}
    >
      <div className="stack">
        {state === 'CANCELLED' && operation.cancelledByName ? (
          <p className="strong">{cancelWords(operation)}.</p>
        ) : (
          <>
            <ServerText line="strong">{failure.message}</ServerText>
            <ServerText line>{failure.cause}</ServerText>
            <p className="soft">
              <ServerText>{failure.remedy}</ServerText> {seesDiagnosis && <ViewLink view="diagnosis" />}
            </p>
            <p className="soft">
              {t.problem.forSupport} <CodeLink code={failure.code} />
            </p>
          </>
        )}
        {isOver(state) ? (
          <div className="two-lists">
            <Things
              title={t.operation.stepStates.COMPENSATED}
              tone="ok"
              items={failure.restored}
              none={t.operation.nothingToRollBack}
            />
            <Things
              title={t.operation.notRolledBack}
              tone="warn"
              items={failure.notRestored}
              none={t.operation.nothingLeftChanged}
            />
          </div>
        ) : (
          isEnding && <p>{t.operation.rollingBack}</p>
        )}
        {failure.trail.length > 0 && (
          <details>
            <summary>{t.operation.readOn}</summary>
            <ul className="trail-lines">
              {failure.trail.map((line) => (
                <li key={line}>
                  <code>{line}</code>
                </li>
              ))}
            </ul>
          </details>
        )}
        {state !== 'CANCELLED' && <DownloadBundle operationId={operation.id} />}
        {state === 'NEEDS_ATTENTION' && failure.choices.length > 0 && (
          <Choices id={operation.id} choices={failure.choices} />
        )}
      </div>
    </Panel>
  );
}

interface ThingsProps {
  readonly title: string;
  readonly tone: 'ok' | 'warn';
  readonly items: readonly string[];
  readonly none: string;
}

function Things({ title, tone, items, none }: ThingsProps) {
  return (
    <div>
      <h3>{title}</h3>
      {items.length === 0 ? (
        <p className="soft">{none}</p>
      ) : (
        <ul className="lines">
          {items.map((item) => (
            <li key={item} className="thing">
              <StateShape tone={tone} size={16} /> <ServerText>{item}</ServerText>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface ChoicesProps {
  readonly id: string;
  readonly choices: Failure['choices'];
}

/** The ways out that a person can decide on. */
function Choices({ id, choices }: ChoicesProps) {
  const resolve = useAction(ResolveOperationDocument);
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState('');
  const choose = (choice: string) => {
    setChosen(choice);
    return resolve.run({ id, choice, reason: reason.trim() });
  };
  return (
    <div className="stack">
      <ReasonField value={reason} onChange={setReason} />
      {choices.map((choice) => (
        <div key={choice.name} className="line line-wide">
          <Button
            variant="default"
            loading={resolve.running}
            disabled={reason.trim() === ''}
            onClick={() => void choose(choice.name)}
          >
            {choice.title}
          </Button>
          <p className="soft">{choice.consequence}</p>
        </div>
      ))}
      {resolve.failure && <Problem failure={resolve.failure} onRetry={() => void choose(chosen)} />}
    </div>
  );
}
