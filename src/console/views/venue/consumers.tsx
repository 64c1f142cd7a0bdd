import type { ConsumerLineFragment } from '../../generated/graphql';
import { Panel } from '../../ui/page';
import { StateMark } from '../../ui/state-mark';

/** What depends on the cloud link, and whether it works now. */
export function Consumers({ consumers }: { readonly consumers: readonly ConsumerLineFragment[] }) {
  return (
    <Panel title="What depends on it">
      <ul className="lines marked">
        {consumers.map(({ name, available, detail }) => (
          <li key={name} className="line">
            <Availability available={available} />
            <div>
              <p className="strong">{name}</p>
              {detail && <p className="soft">{detail}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Availability({ available }: { readonly available: boolean | null }) {
  if (available === null) return <StateMark tone="warn" word="Not known" />;
  return available ? <StateMark tone="ok" word="Works" /> : <StateMark tone="bad" word="Off" />;
}
