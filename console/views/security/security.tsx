import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { moment, permissionPath } from '../../format/format';
import { ClerkSecurityDocument, type ClerkSecurityQuery } from '../../generated/graphql';
import { t } from '../../messages';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem, ServerText } from '../../ui/problem';
import { StateMark, StateShape } from '../../ui/state-mark';
import { ClerkPanel } from './clerk-panel';
import { type ChosenBox, Matrix } from './matrix';
import { holdersSentence } from './security-words';
import { TickDialog } from './tick-dialog';

/** Someone may grant elsewhere, and a tick may end automatically; in milliseconds. */
const LOOK = 30_000;

/** Who may do what, by group and by clerk, and who gave it to them. */
export function SecurityView() {
  const { data, error } = useLiveQuery(ClerkSecurityDocument, {}, LOOK);
  const [chosen, setChosen] = useState<ChosenBox>();
  const failure = failureOf(error, 'securityGroups');
  const groups = data?.securityGroups;
  if (!groups) return <Waiting title={t.pages.security} failure={failure} />;
  const holders = data.permissionHolders;
  const clerks = (data.clerkGroups ?? []).flatMap((group) => group.clerks ?? []);
  return (
    <Page title={t.pages.security} sentence={holdersSentence(holders)}>
      {failure && <Problem failure={failure} />}
      {groups.length === 0 ? (
        <Panel>
          <p className="soft">{t.security.noGroups}</p>
        </Panel>
      ) : (
        <Matrix groups={groups} onChoose={setChosen} />
      )}
      <div className="columns columns-plan">
        {holders ? (
          <Holders holders={holders} />
        ) : (
          <Panel title={t.security.whoMayOnboard}>
            <p className="soft">{t.security.holdersUnknown}</p>
          </Panel>
        )}
        <ClerkPanel clerks={clerks} />
      </div>
      <TickDialog chosen={chosen} groups={groups} onClose={() => setChosen(undefined)} />
    </Page>
  );
}

type HoldersOf = NonNullable<ClerkSecurityQuery['permissionHolders']>;

/** Whom both gates let onboard and resync: what there should be few of. */
function Holders({ holders: { holders, limit, permission, warning } }: { readonly holders: HoldersOf }) {
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
