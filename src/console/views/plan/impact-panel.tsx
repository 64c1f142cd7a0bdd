import type { ImpactLineFragment } from '../../generated/graphql';
import { Panel } from '../../ui/page';
import { StateMark } from '../../ui/state-mark';
import { estimateOf } from './estimate';

interface ImpactPanelProps {
  readonly title: string;
  readonly impact: ImpactLineFragment;
  /** In words, e.g. "00:00 – about 04:30". */
  readonly during: string;
}

/** What trade loses, where, for how long, and how we know. */
export function ImpactPanel({ title, impact, during }: ImpactPanelProps) {
  return (
    <Panel title={title}>
      <ul className="lines marked tight">
        {impact.unavailable.map((name) => (
          <li key={name} className="line">
            <StateMark tone="bad" word="Off" />
            <p className="strong">{name}</p>
          </li>
        ))}
      </ul>
      <dl className="facts">
        <dt>From, until</dt>
        <dd>{during}</dd>
        <dt>Takes</dt>
        <dd>{estimateOf(impact)}</dd>
        <dt>Locations</dt>
        <dd>{impact.locations.map(({ name }) => name).join(', ') || 'None'}</dd>
      </dl>
    </Panel>
  );
}
