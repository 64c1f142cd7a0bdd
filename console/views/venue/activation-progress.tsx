import { useEffect, useRef } from 'react';
import { isOver } from '../../data/operations';
import { useOperation } from '../../data/use-operations';
import { t } from '../../messages';
import { href } from '../../navigation/route';
import { stateTone } from '../../ui/operation-marks';
import { Problem, ServerText } from '../../ui/problem';
import { StateMark, StateShape } from '../../ui/state-mark';

interface ProgressProps {
  readonly id: string;
  readonly onOver: () => void;
}

/** An activation where it was begun: that it runs, then what became of it, and where it did not work, what to do. */
export function ActivationProgress({ id, onOver }: ProgressProps) {
  const { operation, failure, silence } = useOperation(id);
  const over = operation !== undefined && isOver(operation.state);
  const tellOnce = useRef(onOver);
  tellOnce.current = onOver;
  useEffect(() => {
    if (over) tellOnce.current();
  }, [over]);
  const unread = failure ?? silence;
  if (unread) return <Problem failure={unread} />;
  if (!operation) return null;
  const link = (
    <a className="nowrap" href={href('operations', id)}>
      {t.ui.openIt}
    </a>
  );
  if (!operation.failure) {
    return (
      <p className="activation" role="status">
        <StateMark tone={stateTone[operation.state]} word={t.operation.states[operation.state]} />
        <ServerText>{operation.summary}</ServerText> {link}
      </p>
    );
  }
  return (
    <div className="problem" role="alert">
      <StateShape tone={stateTone[operation.state]} size={16} />
      <div className="problem-words">
        <ServerText line="strong">{operation.failure.message}</ServerText>
        <ServerText line="soft">{operation.failure.remedy}</ServerText>
        <p>{link}</p>
      </div>
    </div>
  );
}
