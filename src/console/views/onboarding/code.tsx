import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { useAction } from '../../data/use-action';
import {
  OnboardDocument,
  type OnboardingPlanPageFragment,
  RequestAuthenticationCodeDocument,
} from '../../generated/graphql';
import { clock } from '../../ui/format';
import { Foot, Page, Panel, Trail } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { ReasonField } from '../../ui/reason-field';
import { go } from '../../ui/route';
import { StateMark } from '../../ui/state-mark';
import { neededOverrides } from '../plan/overrides';
import { onboardingWords } from './onboarding-words';

interface CodeProps {
  readonly plan: OnboardingPlanPageFragment;
  readonly overrides: readonly string[];
  readonly onBack: () => void;
  readonly onNewPlan: () => void;
}

/** Is it this venue? Then have a code sent, enter it, and begin. */
export function OnboardingCode({ plan, overrides, onBack, onNewPlan }: CodeProps) {
  const { customerNumber, companyName } = plan.venue;
  const form = useId();
  const onboard = useAction(OnboardDocument);
  const [confirmed, setConfirmed] = useState(false);
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  // One key for one filled-in form: pressed twice, or sent again after a lost answer, it begins once.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const isReady = confirmed && code.trim() !== '' && reason.trim() !== '';
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!isReady) return;
    const answer = await onboard.run({
      input: {
        customerNumber,
        authenticationCode: code.trim(),
        planFingerprint: plan.fingerprint,
        reason: reason.trim(),
        idempotencyKey: key,
        overrides: neededOverrides(plan.checks, overrides),
      },
    });
    if (answer?.onboard) go('onboarding', answer.onboard.id);
  };
  const changed = (set: (value: string) => void) => (value: string) => {
    set(value);
    setKey(crypto.randomUUID());
  };
  return (
    <Page
      title="Onboarding"
      sentence="The code proves that this venue is yours. It goes to the registered address."
      aside={<Trail steps={onboardingWords.trail} current={1} />}
    >
      <form id={form} className="stack-panels" onSubmit={(event) => void submit(event)}>
        <Panel title="Is this the venue?">
          <div className="stack">
            <dl className="facts">
              <dt>Company name</dt>
              <dd className="strong">{companyName}</dd>
              <dt>Customer number</dt>
              <dd className="strong">{customerNumber}</dd>
            </dl>
            <Checkbox
              label={`Yes, this server belongs to ${companyName}`}
              checked={confirmed}
              onChange={(event) => setConfirmed(event.currentTarget.checked)}
            />
          </div>
        </Panel>
        <RequestCode plan={plan} disabled={!confirmed} />
        <Panel title="Enter the code">
          <div className="stack narrow">
            <TextInput
              label="Authentication code"
              description="As it stands in the newest e-mail. It works once."
              autoComplete="off"
              spellCheck={false}
              value={code}
              onChange={(event) => changed(setCode)(event.currentTarget.value)}
              disabled={!confirmed}
              classNames={{ input: 'code-field' }}
            />
            <ReasonField value={reason} onChange={changed(setReason)} disabled={!confirmed} />
          </div>
        </Panel>
      </form>
      {onboard.failure && <Problem failure={onboard.failure} onRetry={() => void submit()} />}
      {onboard.failure?.code.startsWith('PLAN_') && (
        <Button
          variant="default"
          onClick={() => {
            onboard.clear();
            onNewPlan();
            onBack();
          }}
        >
          Make a new plan
        </Button>
      )}
      <Foot status="Nothing has been changed yet.">
        <Button variant="default" onClick={onBack}>
          Back to the plan
        </Button>
        <Button type="submit" form={form} disabled={!isReady} loading={onboard.running}>
          Onboard {companyName}
        </Button>
      </Foot>
    </Page>
  );
}

function RequestCode({
  plan,
  disabled,
}: {
  readonly plan: OnboardingPlanPageFragment;
  readonly disabled: boolean;
}) {
  const { customerNumber, registeredEmail, timeZone } = plan.venue;
  const request = useAction(RequestAuthenticationCodeDocument);
  const [sent, setSent] = useState<{ to: string; at: string; until: string | null }>();
  const send = async () => {
    const answer = await request.run({ customerNumber });
    const found = answer?.requestAuthenticationCode;
    if (found) setSent({ to: found.sentTo, at: found.sentAt, until: found.expiresAt });
  };
  return (
    <Panel title="Have a code sent">
      <div className="stack">
        <div className="line line-wide">
          <Button
            variant={sent ? 'default' : 'filled'}
            disabled={disabled}
            loading={request.running}
            onClick={() => void send()}
          >
            {sent ? 'Send another code' : 'Send a code'}
          </Button>
          <p className="soft" role="status">
            {sent ? (
              <>
                <StateMark tone="ok" word="Sent" /> to {sent.to} at {clock(sent.at, timeZone)}
                {sent.until && `, works until ${clock(sent.until, timeZone)}`}. An older code works no more.
              </>
            ) : (
              `It goes to ${registeredEmail}. Whoever reads that mailbox has it.`
            )}
          </p>
        </div>
        {request.failure && <Problem failure={request.failure} onRetry={() => void send()} />}
      </div>
    </Panel>
  );
}
