import type { OldServer, PassportNoteFragment } from '../../generated/graphql';
import { moment } from '../../ui/format';
import { StateMark, type Tone } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';

const words: Readonly<Record<OldServer, readonly [Tone, string]>> = {
  CONNECTED: ['bad', 'Old server connected'],
  SILENT: ['ok', 'Old server silent'],
  NEVER_CONNECTED: ['idle', 'Never connected'],
  UNKNOWN: ['warn', 'Old server unknown'],
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
  const [tone, word] = words[oldServer];
  return (
    <>
      <dt>Passport</dt>
      <dd>
        <StateMark tone={tone} word={word} plain />
        <div>
          Made {moment(madeAt, timeZone, now)}, imported by {importedByName}
        </div>
      </dd>
    </>
  );
}
