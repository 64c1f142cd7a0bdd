import type { AuditAnchors } from '../../src/operations/ports/audit-anchors.js';

/** As where no second place is configured. */
export const noAnchors: AuditAnchors = {
  isConfigured: false,
  async *lines() {},
  beside: () => undefined,
  trouble: () => undefined,
};
