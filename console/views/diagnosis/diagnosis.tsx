import { Button } from '@mantine/core';
import { Fragment } from 'react';
import { useVenue } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useNow } from '../../data/use-page';
import { clock, duration } from '../../format/format';
import { DiagnosisDocument, type DiagnosisPanelFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { href } from '../../navigation/route';
import { ViewLink } from '../../ui/links';
import { ListTable } from '../../ui/list-table';
import { Foot, Page, Panel, Waiting } from '../../ui/page';
import { Problem, ServerText } from '../../ui/problem';
import { StateMark, StateShape } from '../../ui/state-mark';
import { useVenueState } from '../../venue-state/use-venue-state';
import {
  causeMark,
  causeWords,
  evidenceMark,
  inWeight,
  remedyViews,
  resyncSentence,
} from './diagnosis-words';

/** Why data doesn't reach the cloud: what was found, the cheapest remedy, what else it could be, and what all that rests on. */
export function DiagnosisView() {
  const { data, error, fetching, refresh } = useLiveQuery(DiagnosisDocument, { may: true });
  const { state } = useVenueState();
  const failure = failureOf(error, 'syncDiagnosis');
  const diagnosis = data?.syncDiagnosis;
  if (!diagnosis) return <Waiting title={t.pages.diagnosis} failure={failure} />;
  const { sentence } = causeWords(diagnosis.cause);
  return (
    <Page title={t.pages.diagnosis} sentence={sentence} aside={<CheckedAt diagnosis={diagnosis} />}>
      {failure && <Problem failure={failure} />}
      <div className="columns">
        <Panel title={t.diagnosis.whatToDo} aside={<StateMark {...causeMark(diagnosis)} />}>
          <div className="stack">
            <p className="strong">
              <ServerText>{diagnosis.recommendation}</ServerText>{' '}
              {remedyViews(diagnosis, state).map((view) => (
                <Fragment key={view}>
                  <ViewLink view={view} />{' '}
                </Fragment>
              ))}
            </p>
            <p className="soft">{resyncSentence(diagnosis)}</p>
          </div>
        </Panel>
        <Panel title={t.diagnosis.elseCouldBe}>
          <Candidates diagnosis={diagnosis} />
        </Panel>
      </div>
      <EvidenceTable diagnosis={diagnosis} />
      <Foot status={t.diagnosis.changesNothing}>
        <Button component="a" href={href('event-log')} variant="default">
          {t.ui.links['event-log']}
        </Button>
        <Button loading={fetching} onClick={refresh}>
          {t.plan.lookAgain}
        </Button>
      </Foot>
    </Page>
  );
}

function Candidates({ diagnosis: { candidates } }: { readonly diagnosis: DiagnosisPanelFragment }) {
  if (candidates.length === 0) return <p className="soft">{t.diagnosis.nothingElse}</p>;
  return (
    <ul className="lines">
      {candidates.map((cause) => {
        const { tone, sentence, view } = causeWords(cause);
        return (
          <li key={cause} className="finding">
            <StateShape tone={tone} size={16} />
            <p>
              {sentence} <ViewLink view={view} />
            </p>
          </li>
        );
      })}
    </ul>
  );
}

/** As old as its oldest piece of evidence. */
function CheckedAt({ diagnosis: { evidence } }: { readonly diagnosis: DiagnosisPanelFragment }) {
  const now = useNow();
  const oldest = Math.min(...evidence.map(({ observedAt }) => Date.parse(observedAt)));
  return Number.isFinite(oldest) ? (
    <p className="soft">{t.venue.checkedAgo(duration(now - oldest))}</p>
  ) : null;
}

/** Everything that was checked, also what speaks against a fault: support reads it as a whole. */
function EvidenceTable({ diagnosis }: { readonly diagnosis: DiagnosisPanelFragment }) {
  const { timeZone } = useVenue();
  const words = t.diagnosis;
  return (
    <ListTable title={words.evidence} columns={[words.checkedAt, words.says, words.whatWasFound, words.when]}>
      {inWeight(diagnosis).map((evidence) => (
        <tr key={evidence.code}>
          <th scope="row">{evidence.title}</th>
          <td>
            <StateMark {...evidenceMark(evidence, diagnosis)} />
          </td>
          <td data-label={words.whatWasFound}>
            <ServerText>{evidence.value}</ServerText>
          </td>
          <td data-label={words.when} className="soft">
            <time dateTime={evidence.observedAt}>{clock(evidence.observedAt, timeZone, true)}</time>
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
