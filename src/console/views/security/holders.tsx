import type { ClerkSecurityQuery } from '../../generated/graphql';
import { moment } from '../../ui/format';
import { Panel } from '../../ui/page';
import { StateMark, StateShape } from '../../ui/state-mark';
import { useVenue } from '../../venue-context';

type HoldersOf = NonNullable<ClerkSecurityQuery['permissionHolders']>;

/** Whom both gates let onboard and resync: what there should be few of. */
export function Holders({ holders: { holders, limit, path, warning } }: { readonly holders: HoldersOf }) {
  const { timeZone } = useVenue();
  const tone = warning || holders.length === 0 ? 'warn' : 'ok';
  const of = limit ? `${holders.length} of ${limit} at most` : String(holders.length);
  return (
    <Panel title={`Who holds ${path}`} aside={<StateMark tone={tone} word={of} />}>
      <div className="stack">
        {warning && (
          <p className="line-mark">
            <StateShape tone="warn" size={16} />
            <span>{warning}</span>
          </p>
        )}
        {holders.length === 0 && <p>Nobody may onboard or resync this venue now.</p>}
        <ul className="lines">
          {holders.map(({ clerk, securityGroup, until }) => (
            <li key={clerk.id}>
              <span className="strong">{clerk.name}</span>
              <span className="serves">
                {securityGroup?.name}
                {until ? `, until ${moment(until, timeZone)}` : ''}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
