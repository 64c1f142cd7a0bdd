/** One question of `venue-control init`: asked again until the answer is one. */
export interface Keyboard {
  /** What was typed, without what is around it. Throws where the input ends. */
  ask(prompt: string): Promise<string>;
  tell(line: string): void;
  /** Says why an answer is none. What was typed ahead was meant for the questions behind it, and is not taken. */
  refuse(why: string): void;
}

/** Why a file can't be used as a certificate, in one line; undefined: it can. */
export type CertificateTrouble = (place: string, file: string) => string | undefined;

export interface Question {
  /** The entry, as `cloud.url`. */
  readonly place: string;
  /** Of the table that the file is held to; what null, false or nothing means in a file, Enter or no means at a keyboard. */
  readonly meaning: string;
  /** Undefined: it has to be said. Otherwise what Enter means, in words; empty where the meaning says so. */
  readonly enter?: string;
  /** Why it can't be this, undefined: it can. */
  trouble(typed: string): string | undefined;
}

export const NONE = 'none';

/** Undefined: Enter, where nothing has to be said. */
export async function askQuestion(
  keyboard: Keyboard,
  { place, meaning, enter, trouble }: Question,
): Promise<string | undefined> {
  const words = meaning.replaceAll('`', '').replace(/\bnull:/, 'Enter:');
  for (;;) {
    const typed = await keyboard.ask(`${place}, ${words}${enter ? ` (Enter for ${enter})` : ''}\n> `);
    if (enter !== undefined && typed === '') return undefined;
    const why = trouble(typed);
    if (why === undefined) return typed;
    keyboard.refuse(`  ${why}`);
  }
}

/** Undefined: Enter, which means `otherwise`. */
export async function askYesOrNo(
  keyboard: Keyboard,
  place: string,
  meaning: string,
  otherwise: 'yes' | 'no',
): Promise<boolean | undefined> {
  const typed = await askQuestion(keyboard, {
    place,
    meaning: `${meaning}; yes or no`,
    enter: otherwise,
    trouble: (word) => (/^(yes|no)$/i.test(word) ? undefined : 'It must be yes or no.'),
  });
  return typed === undefined ? undefined : typed.toLowerCase() === 'yes';
}

/** In any case: what is called None would be found by another way. */
export function isNone(typed: string): boolean {
  return typed.toLowerCase() === NONE;
}
