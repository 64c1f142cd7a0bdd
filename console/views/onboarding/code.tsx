import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useAction } from '../../data/use-action';
import type { Operation } from '../../data/use-operations';
import {
  FinishOnboardingDocument,
  OnboardDocument,
  type OnboardingPlanPageFragment,
} from '../../generated/graphql';
import { t } from '../../messages';
import { go } from '../../navigation/route';
import { Facts } from '../../ui/facts';
import { ReasonField } from '../../ui/fields';
import { Foot, Page, Panel, Trail } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { Overridden } from '../plan/checks';
import { overridden } from '../plan/overrides';
import { RequestCode } from './request-code';
import { useCodeCheck } from './use-code-check';
import { attemptsWords, shapeProblem } from './words';

/** What was entered; kept while someone checks the plan once more. */
export interface CodeDraft {
  readonly confirmed: boolean;
  readonly code: string;
  readonly reason: string;
}

interface CodeProps {
  readonly plan: OnboardingPlanPageFragment;
  readonly overrides: readonly string[];
  readonly draft: CodeDraft;
  readonly onDraft: (change: Partial<CodeDraft>) => void;
  /** True while it is found out here what becomes of a code. */
  readonly onChecking: (checking: boolean) => void;
  /** The operation whose code was refused. */
  readonly onRefused: (id: string) => void;
  readonly onBack: () => void;
  /** Something about the plan has changed. */
  readonly onRefresh: () => void;
}

/**
 * Is it this venue? Then have a code sent, enter it, and begin; or finish without one. A code that is refused
 * is said here, and what was entered stays.
 */
export function OnboardingCode(props: CodeProps) {
  const { plan, overrides, draft, onDraft, onChecking, onRefused, onBack, onRefresh } = props;
  const { confirmed, code, reason } = draft;
  const { needsCode } = plan;
  const { customerNumber, companyName } = plan.venue;
  const against = overridden(plan.checks, overrides);
  const form = useId();
  const onboard = useAction(OnboardDocument);
  const finish = useAction(FinishOnboardingDocument);
  const begun = needsCode ? onboard : finish;
  // One key for one filled-in form: pressed twice, or sent again after a lost answer, it begins once.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [checked, setChecked] = useState<string>();
  const [refusal, setRefusal] = useState<{ readonly words: string; readonly isSent: boolean }>();
  const field = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLInputElement>(null);
  // The button that led here is gone.
  useEffect(() => first.current?.focus(), []);
  // A code that was refused is refused again.
  const isReady = confirmed && (!needsCode || code.trim() !== '') && reason.trim() !== '' && !refusal?.isSent;
  const isBusy = begun.running || checked !== undefined;
  // Once the field can be written in again.
  useEffect(() => {
    if (refusal !== undefined && !isBusy) field.current?.focus();
  }, [refusal, isBusy]);
  const change = (entered: Partial<CodeDraft>) => {
    onDraft(entered);
    if (entered.code !== undefined) setRefusal(undefined);
    setKey(crypto.randomUUID());
  };
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!isReady || isBusy) return;
    const mistake = needsCode ? shapeProblem(code.trim(), plan.codeShape) : undefined;
    if (mistake !== undefined) return setRefusal({ words: mistake, isSent: false });
    setRefusal(undefined);
    onChecking(true);
    const input = {
      customerNumber,
      planFingerprint: plan.fingerprint,
      reason: reason.trim(),
      idempotencyKey: key,
      overrides: against.map((check) => check.code),
    };
    const operation = needsCode
      ? (await onboard.run({ input: { ...input, authenticationCode: code.trim() } }))?.onboard
      : (await finish.run({ input }))?.finishOnboarding;
    if (!operation) onChecking(false);
    else if (needsCode) setChecked(operation.id);
    else go('onboarding', operation.id);
  };
  const refused = (id: string, { message, remedy }: NonNullable<Operation['failure']>) => {
    onRefused(id);
    setChecked(undefined);
    setRefusal({ words: `${message} ${remedy}`, isSent: true });
    setKey(crypto.randomUUID());
    onRefresh();
    onChecking(false);
  };
  const attempts = refusal?.isSent ? attemptsWords(plan.codeRequest) : undefined;
  return (
    <Page
      title={t.pages.onboarding}
      sentence={needsCode ? t.onboarding.codeSentence : t.onboarding.finishSentence}
      aside={<Trail steps={t.onboarding.job.trail} current={1} />}
    >
      <form id={form} onSubmit={(event) => void submit(event)}>
        <Panel title={t.onboarding.isThisVenue}>
          <div className="stack">
            <Facts
              facts={[
                [t.onboarding.companyName, <strong key="name">{companyName}</strong>],
                [t.venue.customerNumber, <strong key="number">{customerNumber}</strong>],
              ]}
            />
            <Checkbox
              ref={first}
              label={t.onboarding.yes(companyName)}
              checked={confirmed}
              onChange={(event) => onDraft({ confirmed: event.currentTarget.checked })}
            />
          </div>
        </Panel>
        {needsCode && <RequestCode plan={plan} disabled={!confirmed || isBusy} onSent={onRefresh} />}
        <Panel title={needsCode ? t.onboarding.enterCode : t.onboarding.finish}>
          <div className="stack narrow">
            {needsCode && (
              <TextInput
                ref={field}
                label={t.onboarding.code}
                description={t.onboarding.codeMeans}
                autoComplete="off"
                spellCheck={false}
                value={code}
                onChange={(event) => change({ code: event.currentTarget.value })}
                error={
                  refusal && (
                    <>
                      {refusal.words} {attempts}
                    </>
                  )
                }
                disabled={!confirmed || isBusy}
                classNames={{ input: 'code-field' }}
              />
            )}
            <Overridden title={t.plan.goOnAlthough} checks={against} />
            <ReasonField
              value={reason}
              onChange={(value) => change({ reason: value })}
              disabled={!confirmed || isBusy}
            />
          </div>
        </Panel>
      </form>
      {checked !== undefined && (
        <CodeCheck
          id={checked}
          onGone={() => go('onboarding', checked)}
          onRefused={(failure) => refused(checked, failure)}
        />
      )}
      {begun.failure && <Problem failure={begun.failure} onRetry={() => void submit()} />}
      {begun.failure?.code.startsWith('PLAN_') && (
        <Button
          variant="default"
          onClick={() => {
            begun.clear();
            onRefresh();
            onBack();
          }}
        >
          {t.plan.newPlan}
        </Button>
      )}
      <Foot status={isBusy ? t.onboarding.checkingFoot : t.plan.nothingChanged}>
        <Button variant="default" onClick={onBack} disabled={isBusy}>
          {t.onboarding.backToPlan}
        </Button>
        <Button type="submit" form={form} disabled={!isReady} loading={isBusy}>
          {needsCode ? t.onboarding.onboard(companyName) : t.onboarding.finish}
        </Button>
      </Foot>
    </Page>
  );
}

/** There while a code is checked; the foot says so. */
function CodeCheck({ id, ...then }: { readonly id: string } & Parameters<typeof useCodeCheck>[1]) {
  useCodeCheck(id, then);
  return (
    <p className="hidden" role="status">
      {t.onboarding.checking}
    </p>
  );
}
