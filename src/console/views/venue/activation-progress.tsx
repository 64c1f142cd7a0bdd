import { useEffect, useRef } from 'react';
import { isOver } from '../../data/is-over';
import { useOperation } from '../../data/use-operation';
import { stateTone, stateWord } from '../../ui/operation-words';
import { Problem } from '../../ui/problem';
import { href } from '../../ui/route';
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
      See the operation
    </a>
  );
  if (!operation.failure) {
    return (
      <p className="activation" role="status">
        <StateMark tone={stateTone[operation.state]} word={stateWord[operation.state]} />
        <span>{operation.summary}</span> {link}
      </p>
    );
  }
  return (
    <div className="problem" role="alert">
      <StateShape tone={stateTone[operation.state]} size={16} />
      <div className="problem-words">
        <p className="strong">{operation.failure.message}</p>
        <p className="soft">{operation.failure.remedy}</p>
        <p>{link}</p>
      </div>
    </div>
  );
}
