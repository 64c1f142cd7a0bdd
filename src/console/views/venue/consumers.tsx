import type { ConsumerLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { Panel } from '../../ui/page';
import { ServerText } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';

/** What depends on the cloud link, and whether it works now. */
export function Consumers({ consumers }: { readonly consumers: readonly ConsumerLineFragment[] }) {
  return (
    <Panel title={t.venue.dependsOnIt}>
      <ul className="lines marked">
        {consumers.map(({ name, available, detail }) => (
          <li key={name} className="line">
            <Availability available={available} />
            <div>
              <p className="strong">{name}</p>
              {detail && (
                <p className="soft">
                  <ServerText>{detail}</ServerText>
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Availability({ available }: { readonly available: boolean | null }) {
  if (available === null) return <StateMark tone="warn" word={t.ui.notKnown} />;
  return available ? (
    <StateMark tone="ok" word={t.venue.works} />
  ) : (
    <StateMark tone="bad" word={t.venue.off} />
  );
}
