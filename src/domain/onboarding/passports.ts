/** The passport as a clerk asks for it: under the rules that hold for grants and for onboarding. */
import { bulkhead } from 'cockatiel';
import { AppError } from '../../errors/errors.js';
import { actorOf } from '../audit/trail.js';
import type { TwoGateSecurity } from '../permissions/clerk-security.js';
import { gateAgainst, ranksAbove } from '../permissions/rules.js';
import type { Caller } from '../request/viewer.js';
import { Permission } from '../types/permissions.js';
import type { Secret } from '../types/secret.js';
import {
  type AdmittedPassport,
  admitPassport,
  inWords,
  type PassportOffered,
  type Successor,
} from './admit-passport.js';
import { type IssuedPassport, issuePassport, type PassportParts } from './issue-passport.js';

export class VenuePassports {
  readonly #parts: PassportParts & { readonly security: TwoGateSecurity };

  /** The second import is checked against what the first one left. */
  readonly #turns = bulkhead(1, Number.POSITIVE_INFINITY);

  constructor(parts: PassportParts & { readonly security: TwoGateSecurity }) {
    this.#parts = parts;
  }

  /** Seals what a new server needs of this one. */
  async export(
    caller: Caller,
    { passphrase, reason }: { readonly passphrase: Secret; readonly reason: string },
  ): Promise<IssuedPassport> {
    const action = 'exportPassport';
    await this.#parts.security.requireStepUp(caller, Permission.CLOUD_CONNECTIVITY_ONBOARD, action);
    return issuePassport(this.#parts, actorOf(caller), { action, reason }, { passphrase });
  }

  /** Grants what the caller may grant; what config.json decides, and the rest, is left for a person and named. */
  async import(
    caller: Caller,
    input: PassportOffered & { readonly reason: string },
  ): Promise<AdmittedPassport> {
    const action = 'importPassport';
    await this.#parts.security.requireStepUp(caller, Permission.CLOUD_CONNECTIVITY_ONBOARD, action);
    const { reason, ...offered } = input;
    const successor = this.#successor(caller, reason);
    return this.#turns.execute(() =>
      admitPassport(this.#parts, actorOf(caller), { action, reason }, { ...offered, successor }),
    );
  }

  /** Each grant is the caller's own, with a row of its own; what they may not is not even tried. */
  #successor(caller: Caller, reason: string): Successor {
    const { viewer } = caller;
    return {
      // They are only named here; config.json is validated when they are added.
      check: async () => undefined,
      setting: async (name, value) =>
        `"${name}": ${JSON.stringify(value)}: add it to config.json and restart the server, or keep the current value.`,
      grant: async (tick) => {
        const { group, permission, expiresAt } = tick;
        const byHand = `${inWords(tick)}: venue-control clerk grant ${group.id} ${permission} --reason "passport"`;
        const holds = [Permission.CLERK_SECURITY_EDIT, permission].every((box) => !gateAgainst(viewer, box));
        if (!holds || !ranksAbove(viewer.securityGroup, group)) return byHand;
        const input = { securityGroupId: group.id, permission, reason, ...(expiresAt ? { expiresAt } : {}) };
        try {
          await this.#parts.security.grant(caller, input);
          return undefined;
        } catch (error) {
          if (error instanceof AppError) return `${byHand} (${error.message})`;
          throw error;
        }
      },
    };
  }
}

export type Passports = Pick<VenuePassports, 'export' | 'import'>;
