import { duration, milliseconds } from '../../format/format';
import type { ImpactLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { Panel } from '../../ui/page';
import { ServerText } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';

interface ImpactFactsProps {
  readonly impact: ImpactLineFragment;
  /** In words, e.g. "00:00 – about 04:30"; undefined: it is said nearby. */
  readonly during?: string;
}

/** What trade loses, where, for how long, and how we know. */
export function ImpactPanel({ title, ...facts }: ImpactFactsProps & { readonly title: string }) {
  return (
    <Panel title={title}>
      <ImpactFacts {...facts} />
    </Panel>
  );
}

export function ImpactFacts({ impact, during }: ImpactFactsProps) {
  return (
    <div>
      <ul className="lines marked tight">
        {impact.unavailable.map((name) => (
          <li key={name} className="line">
            <StateMark tone="bad" word={t.plan.off} />
            <p className="strong">{name}</p>
          </li>
        ))}
      </ul>
      <dl className="facts">
        {during && (
          <>
            <dt>{t.plan.fromUntil}</dt>
            <dd>{during}</dd>
          </>
        )}
        <dt>{t.plan.takes}</dt>
        <dd>
          {t.plan.estimate(duration(milliseconds(impact.estimatedDuration)))}{' '}
          <ServerText>{impact.basis}</ServerText>
        </dd>
        <dt>{t.plan.locations}</dt>
        <dd>{impact.locations.map(({ name }) => name).join(', ') || t.plan.none}</dd>
      </dl>
    </div>
  );
}
