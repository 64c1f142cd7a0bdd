import type { Operation } from '../../data/use-operation';
import { duration } from '../../ui/format';
import { stepTone, stepWord } from '../../ui/operation-words';
import { StateShape } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';

/** The steps in order; the one that runs stands out. */
export function StepList({ steps }: { readonly steps: Operation['steps'] }) {
  const now = useNow();
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={step.name} className={`step step-${step.state.toLowerCase()}`}>
          <StateShape tone={stepTone[step.state]} size={16} />
          <span className="step-title">
            {step.title}
            <span className="hidden">: {stepWord[step.state]}</span>
          </span>
          <span className="step-time">{timeOf(step, now)}</span>
        </li>
      ))}
    </ol>
  );
}

function timeOf(step: Operation['steps'][number], now: number): string {
  if (step.state === 'SKIPPED' || step.state === 'COMPENSATED') return stepWord[step.state];
  if (!step.startedAt) return '';
  const end = step.finishedAt ? Date.parse(step.finishedAt) : now;
  return duration(end - Date.parse(step.startedAt));
}
