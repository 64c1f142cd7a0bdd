/** A token as the domain answers it. */
import type { ApiToken } from '../../src/domain/types/api-token.js';
import { Permission } from '../../src/domain/types/permissions.js';

const AT = new Date('2031-05-06T12:00:00.123Z');

export const apiToken = (given: Partial<ApiToken> = {}): ApiToken => ({
  id: '00000000000000a1',
  name: 'Nightly',
  permissions: [Permission.SERVICES_VIEW],
  clerkId: '1',
  createdByName: 'Morgan Reyes',
  createdAt: AT,
  expiresAt: AT,
  lastUsedAt: undefined,
  ...given,
});
