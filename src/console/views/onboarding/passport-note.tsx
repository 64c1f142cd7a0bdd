import { moment } from '../../format/format';
import type { OldServer, PassportNoteFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { StateMark, type Tone } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';

const tones: Readonly<Record<OldServer, Tone>> = {
  CONNECTED: 'bad',
  SILENT: 'ok',
  NEVER_CONNECTED: 'idle',
  UNKNOWN: 'warn',
};

/** Where a passport of the old server was imported: a line among the facts of this venue. */
export function PassportNote({
  passport: { madeAt, importedByName, oldServer },
  timeZone,
}: {
  readonly passport: PassportNoteFragment;
  readonly timeZone: string;
}) {
  const now = useNow(30_000);
  return (
    <>
      <dt>{t.onboarding.passport}</dt>
      <dd>
        <StateMark tone={tones[oldServer]} word={t.onboarding.oldServer[oldServer]} plain />
        <div>{t.onboarding.passportMade(moment(madeAt, timeZone, now), importedByName)}</div>
      </dd>
    </>
  );
}
