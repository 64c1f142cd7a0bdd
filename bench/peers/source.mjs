/**
 * What a peer answers from: the very files that ours answers from, for the clerk of the bearer token, with the permission of each field
 * asked, as a developer would write it on a stock server: prepared statements, one a list and a parent.
 */
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { buildSchema } from 'graphql';

/** `{ schema, contextOf }`: `contextOf` takes the authorization header. */
export function sourceOf({ schema: text, data, database }) {
  const schema = buildSchema(text);
  const venue = new DatabaseSync(database.venue, { readOnly: true });
  const state = new DatabaseSync(database.state, { readOnly: true });
  const resolve = resolversOf(venue, data);
  for (const [type, fields] of Object.entries(resolve))
    for (const [name, resolver] of Object.entries(fields))
      schema.getType(type).getFields()[name].resolve = resolver;
  return { schema, contextOf: viewerFrom(venue, state) };
}

function viewerFrom(venue, state) {
  const session = state.prepare('SELECT clerk_id, expires_at FROM session WHERE token_hash = ?');
  const clerk = venue.prepare('SELECT * FROM swiftpos_clerk WHERE CAST(id AS TEXT) = ? AND disabled = 0');
  const ticked = venue.prepare(
    `SELECT permission FROM swiftpos_security_group_object
     WHERE security_group_id = ? AND granted = 1 AND (expires_at IS NULL OR expires_at > ?)`,
  );
  const seen = venue.prepare(
    'SELECT location_group_id FROM swiftpos_clerk_group_location_group WHERE clerk_group_id = ?',
  );
  return (authorization = '') => {
    const hash = createHash('sha256').update(authorization.replace('Bearer ', '')).digest('hex');
    const now = new Date().toISOString();
    const found = session.get(hash);
    const who = found && found.expires_at > now ? clerk.get(found.clerk_id) : undefined;
    if (who === undefined) return {};
    const permissions = new Set(ticked.all(who.security_group_id, now).map(({ permission }) => permission));
    const groups = new Set(seen.all(who.clerk_group_id).map((row) => row.location_group_id));
    return { viewer: { ...who, permissions, groups } };
  };
}

function resolversOf(venue, { services }) {
  const registration = venue.prepare('SELECT * FROM swiftpos_registration');
  const config = venue.prepare('SELECT value FROM swiftpos_global_config WHERE name = ?');
  const locationGroups = venue.prepare('SELECT id, name FROM swiftpos_location_group ORDER BY id');
  const locations = venue.prepare(
    'SELECT id, name FROM swiftpos_location WHERE location_group_id = ? ORDER BY id',
  );
  const clerkGroups = venue.prepare('SELECT id, name FROM swiftpos_clerk_group ORDER BY id');
  const clerksOfGroup = venue.prepare(
    'SELECT id, name FROM swiftpos_clerk WHERE clerk_group_id = ? ORDER BY id',
  );
  const securityGroups = venue.prepare('SELECT id, name, rank FROM swiftpos_security_group ORDER BY rank');
  const clerksOfSecurity = venue.prepare(
    'SELECT id, name FROM swiftpos_clerk WHERE security_group_id = ? ORDER BY id',
  );
  const anyone = () => true;
  return {
    Query: {
      viewer: guarded(anyone, (viewer) => viewer),
      venue: guarded(anyone, () => {
        const { company_name, customer_number, registered_email, expires_on, licences, region } =
          registration.get();
        const left = (Date.parse(expires_on) - Date.now()) / 86_400_000;
        return {
          companyName: company_name,
          customerNumber: customer_number,
          registeredEmail: registered_email.replace(/^(.).*(.)@/, '$1*****$2@'),
          registrationState: left < 0 ? 'EXPIRED' : left < 30 ? 'EXPIRING' : 'CURRENT',
          swiftposVersion: config.get('SwiftposVersion').value,
          licences: licences.split(','),
          region,
          timeZone: config.get('TimeZone').value,
        };
      }),
      // What PowerShell would have to be asked for is known already: an upper bound.
      services: guarded(holds('SERVICES_VIEW'), () => services),
      clerkGroups: guarded(holds('CLERK_SECURITY_VIEW'), () => clerkGroups.all()),
      securityGroups: guarded(holds('CLERK_SECURITY_VIEW'), () => securityGroups.all()),
    },
    Venue: {
      locationGroups: (_venue, _args, { viewer }) =>
        locationGroups.all().filter(({ id }) => viewer.clerk_group_id === 0 || viewer.groups.has(id)),
    },
    LocationGroup: { locations: ({ id }) => locations.all(id) },
    ClerkGroup: { clerks: ({ id }) => clerksOfGroup.all(id) },
    SecurityGroup: { clerks: ({ id }) => clerksOfSecurity.all(id) },
  };
}

const holds =
  (permission) =>
  ({ permissions }) =>
    permissions.has(permission);

function guarded(may, resolve) {
  return (_root, args, { viewer }) => {
    if (viewer === undefined) throw new Error('No clerk is signed in.');
    if (!may(viewer)) throw new Error('Not allowed.');
    return resolve(viewer, args);
  };
}
