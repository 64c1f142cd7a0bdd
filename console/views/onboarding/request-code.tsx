import { Button } from '@mantine/core';
import { useAction } from '../../data/use-action';
import { type OnboardingPlanPageFragment, RequestAuthenticationCodeDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { Panel } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { sentWords } from './words';

interface RequestCodeProps {
  readonly plan: OnboardingPlanPageFragment;
  readonly disabled: boolean;
  /** The plan knows of the last code that was sent. */
  readonly onSent: () => void;
}

/** Where the code goes, and what is known of the last one: also of one that was asked for before this page was opened. */
export function RequestCode({ plan, disabled, onSent }: RequestCodeProps) {
  const { customerNumber, registeredEmail, timeZone } = plan.venue;
  const request = useAction(RequestAuthenticationCodeDocument);
  const sent = plan.codeRequest;
  const send = async () => {
    if (await request.run({ customerNumber })) onSent();
  };
  return (
    <Panel title={t.onboarding.haveCodeSent}>
      <div className="stack">
        <div className="line line-wide">
          <Button
            variant={sent ? 'default' : 'filled'}
            disabled={disabled}
            loading={request.running}
            onClick={() => void send()}
          >
            {sent ? t.onboarding.sendAnother : t.onboarding.sendCode}
          </Button>
          <p className="soft" role="status">
            {sent ? (
              <>
                <StateMark tone="ok" word={t.onboarding.sent} /> {sentWords(sent, timeZone)}
              </>
            ) : (
              t.onboarding.goesTo(registeredEmail)
            )}
          </p>
        </div>
        {request.failure && <Problem failure={request.failure} onRetry={() => void send()} />}
      </div>
    </Panel>
  );
}
