// Written by "npm run codegen"; not to be edited by hand.
/** What something that is handed to the server may be called. */
export const inputNames: ReadonlySet<string> = new Set(
  'action after authenticationCode choice clerkId confirmation content currentPin customerNumber exceptActions expiresAt first from id idempotencyKey if includeDeprecated input key kinds lanes last locationIds minimumLevel name newPin on oneRowPerAction operationId outcome overrides passphrase permission permissions pin planFingerprint points reason requestedBy securityGroupId since sources startAt startMode state states target text to until upTo url'.split(' '),
);
