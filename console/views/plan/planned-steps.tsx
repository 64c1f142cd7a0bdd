import type { StepLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { ServerText } from '../../ui/problem';

/** The steps in order; each opens to the exact PowerShell and to what restores it. */
export function PlannedSteps({ steps }: { readonly steps: readonly StepLineFragment[] }) {
  return (
    <ol className="planned">
      {steps.map(({ name, title, command, compensatedBy }) => (
        <li key={name}>
          <details>
            <summary>{title}</summary>
            {command && (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a long command scrolls sideways, by keyboard too
              <pre className="command" tabIndex={0}>
                <code>{command}</code>
              </pre>
            )}
            <p className="soft">
              {compensatedBy ? (
                <>
                  {t.plan.rollbackBy} <ServerText>{`${compensatedBy}.`}</ServerText>
                </>
              ) : (
                t.plan.noRollback
              )}
            </p>
          </details>
        </li>
      ))}
    </ol>
  );
}
