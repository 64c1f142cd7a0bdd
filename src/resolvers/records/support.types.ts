import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { IsId } from '../schema/argument-rules.js';
import { DateTimeScalar } from '../schema/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'A part of a support bundle that is missing.' })
export class MissingPart {
  @Field(() => String)
  file!: string;

  @Field(() => String)
  reason!: string;
}

@ObjectType({
  description: 'A zip file with what support needs, without secrets and without names of clerks.',
})
export class SupportBundle {
  @Field(() => String, { description: 'Name of the file.' })
  name!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Its path on the server, for seven days; null: the disk could not store it.',
  })
  file!: string | undefined;

  @Field(() => Int, { description: 'Its size in bytes.' })
  size!: number;

  @Field(() => [MissingPart], { description: 'What could not be read, or was cut short.' })
  missing!: readonly MissingPart[];

  @Field(() => String, {
    nullable: true,
    description: 'The file in base64; null: it is larger than 8 MB. Then copy it on the server.',
  })
  content!: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A support bundle in `bundles/` of the data folder.' })
export class KeptSupportBundle {
  @Field(() => String, { description: 'Name of the file.' })
  name!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => Int, { description: 'Its size in bytes.' })
  size!: number;

  @Field(() => ID, { nullable: true, description: 'The operation that it was requested for.' })
  operationId!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The clerk; null: it was made on the command line, or the audit could not be read.',
  })
  createdByName!: string | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A setting of this server, or a part of its view profile.',
})
export class VenueSetting {
  @Field(() => String, {
    description:
      'With its place, e.g. `config.json.pollMs`, `sql.server` or `viewProfile.checksum`. See docs/how-to/fleet.md.',
  })
  name!: string;

  @Field(() => String, { description: 'A list as JSON.' })
  value!: string;
}

@ArgsType()
export class CreateSupportBundleArgs {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Begin of what it contains, within the last 30 days; null: two days ago.',
  })
  @IsOptional()
  since?: Date | null;

  @Field(() => ID, { nullable: true, description: 'Also this operation, however old it is.' })
  @IsOptional()
  @IsId()
  operationId?: string | null;
}
