import type { Operation } from '../../data/use-operation';
import { t } from '../../messages';
import { stepTone } from '../../ui/operation-marks';
import { StateShape } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';
import { stepTime } from './progress-words';

/** The steps in order; the running one is emphasized. */
export function StepList({ steps }: { readonly steps: Operation['steps'] }) {
  const now = useNow();
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={step.name} className={`step step-${step.state.toLowerCase()}`}>
          <StateShape tone={stepTone[step.state]} size={16} />
          <span className="step-title">
            {step.title}
            <span className="hidden">: {t.operation.stepStates[step.state]}</span>
          </span>
          <span className="step-time">{stepTime(step, now)}</span>
        </li>
      ))}
    </ol>
  );
}
