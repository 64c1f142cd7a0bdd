import { list } from '../../format/format';
import { t } from '../../messages';
import { Panel } from '../../ui/page';
import { ServerText } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { useVenueState } from '../../venue-state/use-venue-state';
import { type ConsumerGroup, consumerGroups } from './consumer-groups';

/** What depends on the cloud link, and whether it works now. */
export function Consumers() {
  const { consumers, state } = useVenueState();
  const groups = consumerGroups(consumers, state.cause?.message);
  if (groups.length === 0) return null;
  return (
    <Panel title={t.venue.dependsOnIt}>
      <ul className="consumers">
        {groups.map(({ available, names, reason }) => (
          <li key={names.join()} className="line-mark">
            <Availability available={available} />
            <p>
              {list(names)}
              {reason && (
                <span className="soft">
                  {': '}
                  <ServerText>{reason}</ServerText>
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Availability({ available }: Pick<ConsumerGroup, 'available'>) {
  if (available === null) return <StateMark tone="warn" word={t.ui.notKnown} />;
  return available ? (
    <StateMark tone="ok" word={t.venue.works} />
  ) : (
    <StateMark tone="bad" word={t.venue.off} />
  );
}
