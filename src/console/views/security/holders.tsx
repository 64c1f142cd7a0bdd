import { moment } from '../../format/format';
import { permissionPath } from '../../format/permission';
import type { ClerkSecurityQuery } from '../../generated/graphql';
import { t } from '../../messages';
import { Panel } from '../../ui/page';
import { ServerText } from '../../ui/server-text';
import { StateMark, StateShape } from '../../ui/state-mark';
import { useVenue } from '../../venue-context';

type HoldersOf = NonNullable<ClerkSecurityQuery['permissionHolders']>;

/** Whom both gates let onboard and resync: what there should be few of. */
export function Holders({
  holders: { holders, limit, permission, warning },
}: {
  readonly holders: HoldersOf;
}) {
  const { timeZone } = useVenue();
  const tone = warning || holders.length === 0 ? 'warn' : 'ok';
  const of = limit ? t.security.ofAtMost(holders.length, limit) : String(holders.length);
  return (
    <Panel title={t.security.holders(permissionPath(permission))} aside={<StateMark tone={tone} word={of} />}>
      <div className="stack">
        {warning && (
          <p className="line-mark">
            <StateShape tone="warn" size={16} />
            <span>
              <ServerText>{warning}</ServerText>
            </span>
          </p>
        )}
        {holders.length === 0 && <p>{t.security.noHolders}</p>}
        <ul className="lines">
          {holders.map(({ clerk, securityGroup, until }) => (
            <li key={clerk.id}>
              <span className="strong">{clerk.name}</span>
              <span className="serves">
                {securityGroup?.name}
                {until ? `, ${t.security.until(moment(until, timeZone))}` : ''}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
