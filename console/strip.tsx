import { ActionIcon, useComputedColorScheme } from '@mantine/core';
import { useVenue } from './data/contexts';
import { useRunningOperations } from './data/use-operations';
import { useSetColorScheme } from './data/use-page';
import type { FrameQuery } from './generated/graphql';
import { t } from './messages';
import { href } from './navigation/route';
import { PaletteKey } from './palette/palette-key';
import { pillRest, pillTitle, viewOf } from './pill-words';
import { useSignOut } from './session/signed-in';
import { IconMoon, IconSignOut, IconSun } from './ui/icons';
import { ServerText } from './ui/problem';
import { StateMark } from './ui/state-mark';
import { sendIn } from './venue-state/by-code';
import { useVenueState } from './venue-state/use-venue-state';

/** Who we are, what runs, who is signed in: on every page. */
export function Strip({ data }: { readonly data: FrameQuery | undefined }) {
  const { venue, viewer } = data ?? {};
  const signOut = useSignOut();
  return (
    <div className="strip">
      <p className="strip-venue">
        <span className="strip-name">{venue?.companyName ?? t.product}</span>
        <span className="soft">{venue?.customerNumber}</span>
        <span className="soft">{venue?.region}</span>
      </p>
      <VenueMark />
      <div className="strip-right">
        <RunningPill />
        <PaletteKey onSignOut={signOut} />
        <p className="strip-clerk">
          <span>{viewer?.name}</span>
          <span className="soft strip-group">{viewer?.securityGroup?.name}</span>
        </p>
        <ColorScheme />
        <SignOutButton onSignOut={signOut} />
      </div>
    </div>
  );
}

/** The venue's state, on every page; the venue's own says why. */
function VenueMark() {
  const { tone, word, sentence } = useVenueState().state;
  return (
    <a className="strip-state" href={href('venue')} title={sentence}>
      <StateMark tone={tone} word={word} />
    </a>
  );
}

function RunningPill() {
  const { timeZone } = useVenue();
  const running = useRunningOperations();
  const { isCurrent, findings } = useVenueState().state;
  const [first] = running;
  if (!first) {
    const send = sendIn(findings);
    if (send)
      return (
        <a className="pill" href={href('venue')}>
          <ServerText>{send.message}</ServerText>
        </a>
      );
    return isCurrent ? <p className="soft pill-none">{t.strip.nothingRuns}</p> : null;
  }
  return (
    <a className="pill" href={href(viewOf(first), first.id)}>
      <strong>{pillTitle(first)}</strong> <span>{pillRest(first, running.length, timeZone)}</span>
    </a>
  );
}

function ColorScheme() {
  const setColorScheme = useSetColorScheme();
  const scheme = useComputedColorScheme('light');
  const next = scheme === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      className="strip-colours"
      aria-label={t.strip.colours[next]}
      onClick={() => setColorScheme(next)}
    >
      {scheme === 'dark' ? <IconSun /> : <IconMoon />}
    </ActionIcon>
  );
}

function SignOutButton({ onSignOut }: { readonly onSignOut: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={t.strip.signOut} onClick={onSignOut}>
      <IconSignOut />
    </ActionIcon>
  );
}
