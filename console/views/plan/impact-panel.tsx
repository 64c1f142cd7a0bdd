import { duration, milliseconds } from '../../format/format';
import type { ImpactLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { Facts } from '../../ui/facts';
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
            <StateMark tone="bad" word={t.venue.off} />
            <p className="strong">{name}</p>
          </li>
        ))}
      </ul>
      <Facts
        facts={[
          [t.plan.fromUntil, during],
          [
            t.plan.takes,
            <>
              {t.plan.estimate(duration(milliseconds(impact.estimatedDuration)))}{' '}
              <ServerText>{impact.basis}</ServerText>
            </>,
          ],
          [t.venue.locations, impact.locations.map(({ name }) => name).join(', ') || t.venue.none],
        ]}
      />
    </div>
  );
}
