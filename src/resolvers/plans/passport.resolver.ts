import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { AdmittedPassport } from '../../domain/onboarding/admit-passport.js';
import type { IssuedPassport } from '../../domain/onboarding/issue-passport.js';
import { Permission } from '../../domain/types/permissions.js';
import type { RequestContext } from '../request/context.js';
import { Requires } from '../schema/security.directive.js';
import {
  ExportPassportInput,
  ImportedPassport,
  ImportPassportInput,
  SealedPassport,
} from './passport.types.js';

@Resolver(() => SealedPassport)
export class PassportResolver {
  @Requires(Permission.CLOUD_CONNECTIVITY_ONBOARD)
  @Mutation(() => SealedPassport, {
    nullable: true,
    description:
      'Exports an encrypted migration file (passport) for a new server: settings, permissions that were granted here, the last operations, the head of the audit log, the identity of the gateway server. Never a credential, code, PIN, token or password. Needs a step-up less than five minutes old.',
  })
  exportPassport(
    @Arg('input', () => ExportPassportInput) input: ExportPassportInput,
    @Ctx() context: RequestContext,
  ): Promise<IssuedPassport> {
    const { passphrase, reason } = input;
    return context.controlPlane.passports.export(context.caller(), { passphrase, reason });
  }

  @FieldResolver()
  content(@Root() { file }: IssuedPassport): string {
    return Buffer.from(file).toString('base64');
  }

  @Requires(Permission.CLOUD_CONNECTIVITY_ONBOARD)
  @Mutation(() => ImportedPassport, {
    nullable: true,
    description:
      'Imports a migration file (passport) of the old server, grants its permissions as far as the caller may, and returns what onboarding will be. If it is refused, nothing changes: PASSPHRASE_WRONG, PASSPORT_DAMAGED, PASSPORT_TOO_NEW, PASSPORT_FOREIGN, PASSPORT_OF_THIS_SERVER, PASSPORT_IMPORTED_BEFORE. Needs a step-up less than five minutes old.',
  })
  importPassport(
    @Arg('input', () => ImportPassportInput) input: ImportPassportInput,
    @Ctx() context: RequestContext,
  ): Promise<AdmittedPassport> {
    const { content, passphrase, reason } = input;
    const file = Buffer.from(content, 'base64');
    return context.controlPlane.passports.import(context.caller(), { file, passphrase, reason });
  }
}
