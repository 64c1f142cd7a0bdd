import type { ImpactLineFragment } from '../../generated/graphql';
import { Panel } from '../../ui/page';
import { StateMark } from '../../ui/state-mark';
import { estimateOf } from './estimate';

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
            <StateMark tone="bad" word="Off" />
            <p className="strong">{name}</p>
          </li>
        ))}
      </ul>
      <dl className="facts">
        {during && (
          <>
            <dt>From, until</dt>
            <dd>{during}</dd>
          </>
        )}
        <dt>Takes</dt>
        <dd>{estimateOf(impact)}</dd>
        <dt>Locations</dt>
        <dd>{impact.locations.map(({ name }) => name).join(', ') || 'None'}</dd>
      </dl>
    </div>
  );
}
