import { useState } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { ClerkSecurityDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { ClerkPanel } from './clerk-panel';
import { Holders } from './holders';
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
