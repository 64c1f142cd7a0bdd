import { Permission } from '../../domain/types/permissions.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

const Gate = namedEnum<'PERMISSION' | 'SCOPE'>('Gate', 'The two checks of each permission.', {
  PERMISSION: 'The Clerk Security Group grants the permission.',
  SCOPE: 'The Clerk Group has access to the Location Groups concerned.',
});

export const EffectivePermission = objectType(
  'EffectivePermission',
  'Whether a clerk has a permission now, and why.',
  {
    permission: field(() => Permission),
    path: field(() => String, "As in swiftpos' tree, e.g. Cloud Connectivity > Onboard"),
    allowed: field(() => Boolean, 'The clerk passes both gates.'),
    gate: nullable(() => Gate, 'The gate that denies it; null: none.'),
    inScope: field(
      () => Boolean,
      'The Clerk Group has access to what the permission requires: a grant would take effect.',
    ),
    why: field(() => String, 'The group that grants it, or what is missing.'),
    grantedByName: nullable(() => String, 'Who granted it; null: Back Office, or not granted.'),
    grantedAt: nullable(() => DateTimeScalar),
    until: nullable(() => DateTimeScalar, 'When it expires; null: never.'),
  },
);
