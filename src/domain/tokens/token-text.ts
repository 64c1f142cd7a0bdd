/** How an API token is written: `vct_<id>_<secret>`. The prefix lets scanners find one that lies about, the id names the row to compare with. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const FORM = /^vct_([a-z0-9]{16})_[A-Za-z0-9_-]{43}$/;
/** Compared against when there is no such token. */
const NO_HASH = '0'.repeat(64);

export interface GivenToken {
  readonly id: string;
  /** SHA-256 of the whole text, hex: 256 random bits need nothing slower. */
  readonly hash: string;
}

/** A new secret of 256 random bits, for a new token unless said; its text is nowhere but here. */
export function mintToken(id = randomBytes(8).toString('hex')): GivenToken & { readonly text: string } {
  const text = `vct_${id}_${randomBytes(32).toString('base64url')}`;
  return { id, text, hash: hashOf(text) };
}

/** Undefined for what hasn't the form of an API token, as no session's token has. */
export function readToken(text: string): GivenToken | undefined {
  const id = FORM.exec(text)?.[1];
  return id === undefined ? undefined : { id, hash: hashOf(text) };
}

/** In the same time whatever differs. */
export function isSameToken(given: GivenToken, kept: { readonly hash: string } | undefined): boolean {
  return timingSafeEqual(Buffer.from(given.hash, 'hex'), Buffer.from(kept?.hash ?? NO_HASH, 'hex'));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
