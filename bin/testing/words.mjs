/** Words of this project's old idiom, and what to write instead: docs/glossary.md. "npm run check" looks for them. */

/** None of these is left, and none may come back. Phrases have a blank. */
export const always = {
  anew: 'again',
  anybody: 'anyone, or name the actor',
  everybody: 'everyone, or name the actor',
  mend: 'fix',
  mended: 'fixed',
  mends: 'fixes',
  somebody: 'someone, or name the actor',
  slip: 'usage error',
  veil: 'redaction',
  'can not': "can't",
  'held against': 'compared with',
  'let go': 'resumed, released',
  'put back': 'restored, rolled back',
  'second place': 'external anchor',
  'tick box': 'permission',
  'way back': 'rollback',
};

/** Still in use: their number may only fall. */
export const advisory = {
  deaf: 'uninterruptible',
  guesser: 'unauthenticated caller',
  guessers: 'unauthenticated callers',
  leftover: 'deferred cleanup',
  leftovers: 'deferred cleanups',
  looked: 'read, checked',
  looks: 'reads, checks',
  nobody: 'no one, or name the actor',
  owed: 'pending',
  slips: 'usage errors',
  standby: 'spare',
  stands: 'is',
  stranger: 'unknown peer',
  strangers: 'unknown peers',
  tells: 'reports',
  told: 'reported, published, recorded',
  wants: 'requires',
  whoever: 'name the actor',
  'by itself': 'automatically',
  'goes on': 'continues',
};

/** How many of the advisory words there are: lower it with "node bin/testing/check-words.mjs --write". */
export const advisoryLimit = 11;
