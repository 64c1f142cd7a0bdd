/** Pages that a clerk may not open are not in the navigation. */
import { permissionsOf } from '../../console/data/contexts';
import type { Permission } from '../../console/generated/graphql';
import { t } from '../../console/messages';
import { missingFor } from '../../console/navigation/may-open';
import { placeOf } from '../../console/venue-state/by-code';

const viewer = {
  id: '3',
  name: 'Ana Silva',
  permissions: ['SERVICES_VIEW'] as readonly Permission[],
  securityGroup: null,
};
const mayDo = [
  { permission: 'SERVICES_VIEW', allowed: false, why: 'No location.' },
  { permission: 'AUDIT_VIEW', allowed: true, why: 'Granted.' },
] as const;

it('is known by what the group grants, then by both gates, and is open until anything is known', () => {
  expect(missingFor('audit', { viewer: undefined, mayDo: undefined })).toBeUndefined();
  expect(missingFor('audit', { viewer, mayDo: undefined })).toBe('AUDIT_VIEW');
  expect(missingFor('services', { viewer, mayDo: undefined })).toBeUndefined();
  expect(missingFor('services', { viewer, mayDo })).toBe('SERVICES_VIEW');
  expect(missingFor('audit', { viewer, mayDo })).toBeUndefined();
});

it('leads a finding to no page that is not in the navigation, whatever the group grants', () => {
  const finding = { actionCode: 'OPEN_SERVICES', operationId: null };
  const place = (around: Parameters<typeof permissionsOf>[0]) =>
    placeOf(finding, permissionsOf(around) ?? []);
  expect(place({ viewer, mayDo: undefined })).toEqual({ view: 'services' });
  expect(place({ viewer, mayDo })).toBeUndefined();
});

it('leaves the pages that everyone may open', () => {
  const { label: _, ide: __, more: ___, ...pages } = t.pages;
  const nothing = { viewer: { ...viewer, permissions: [] }, mayDo: [] };
  const open = Object.keys(pages).filter((view) => missingFor(view, nothing) === undefined);
  expect(open).toEqual(['venue', 'operations', 'maintenance']);
});
