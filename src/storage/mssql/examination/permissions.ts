/** Rights that are missing, and rights that nothing of ours needs. */
import type { Finding } from '../../../domain/ports/finding.js';
import { NEEDED, type Right, TOO_MANY } from './questions.js';

export function permissions(held: readonly Right[]): readonly Finding[] {
  const missing = NEEDED.filter((right) => !held.includes(right));
  const more = TOO_MANY.filter((right) => held.includes(right));
  return [missing.length === 0 ? ENOUGH : tooFew(missing), ...(more.length === 0 ? [] : [tooMany(more)])];
}

const part = 'permissions';

const ENOUGH: Finding = {
  part,
  ok: true,
  detail: `SELECT on ${NEEDED.filter(({ right }) => right === 'SELECT').length} views, EXECUTE on ${NEEDED.filter(({ right }) => right === 'EXECUTE').length} procedures`,
};

function tooFew(missing: readonly Right[]): Finding {
  const grants = missing
    .slice(0, 3)
    .map(({ on, right }) => `GRANT ${right} ON OBJECT::${on} TO venue_control_access;`);
  return {
    part,
    ok: false,
    detail: `The login may not ${missing.map(({ on, right }) => `${right} ${on}`).join(', ')}.`,
    remedy: `Create what is missing with "venue-control migrate --venue --print", and run login.sql again: ${grants.join(' ')}${missing.length > 3 ? ' and so on.' : ''}`,
  };
}

function tooMany(more: readonly Right[]): Finding {
  return {
    part: 'permissions too many',
    ok: true,
    warning: true,
    detail: `The login may ${more
      .map(({ on, right }) => `${right} on the ${on}`)
      .join(', ')
      .toLowerCase()}.`,
    remedy:
      'Remove the login from sysadmin, db_owner, db_datareader and db_datawriter: login.sql grants all it needs.',
  };
}
