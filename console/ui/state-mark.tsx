import { IconArc, IconCross, IconRing, IconTick, IconTriangle } from './icons';

export type Tone = 'ok' | 'warn' | 'bad' | 'busy' | 'idle';

const shapes = { ok: IconTick, warn: IconTriangle, bad: IconCross, busy: IconArc, idle: IconRing };

export interface Mark {
  readonly tone: Tone;
  readonly word: string;
}

interface StateMarkProps extends Mark {
  /** Without the tint, for a second mark beside a tinted one. */
  readonly plain?: boolean;
}

/** A state as shape, word and colour together, so that none of them is needed alone. */
export function StateMark({ tone, word, plain = false }: StateMarkProps) {
  return (
    <span className={`mark tone-${tone}${plain ? '' : ' mark-tinted'}`}>
      <StateShape tone={tone} />
      <span className="mark-word">{word}</span>
    </span>
  );
}

/** Only the shape, where the word is nearby. */
export function StateShape({ tone, size = 14 }: { readonly tone: Tone; readonly size?: number }) {
  const Shape = shapes[tone];
  return (
    <span className={`shape tone-${tone}${tone === 'busy' ? ' shape-turning' : ''}`}>
      <Shape size={size} />
    </span>
  );
}
