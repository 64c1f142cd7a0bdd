import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, Int } from 'type-graphql';
import { IsId } from '../schema/edge-rules.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const MissingPart = objectType('MissingPart', 'A part of a support bundle that is missing.', {
  file: field(() => String),
  reason: field(() => String),
});

export const SupportBundle = objectType(
  'SupportBundle',
  'A zip file with what support needs, without secrets and without names of clerks.',
  {
    name: field(() => String, 'Name of the file.'),
    createdAt: field(() => DateTimeScalar),
    file: nullable(
      () => String,
      'Its path on the server, for seven days; null: the disk could not store it.',
    ),
    size: field(() => Int, 'Its size in bytes.'),
    missing: field(() => [MissingPart], 'What could not be read, or was cut short.'),
    content: nullable(
      () => String,
      'The file in base64; null: it is larger than 8 MB. Then copy it on the server.',
    ),
  },
);

export const KeptSupportBundle = objectType(
  'KeptSupportBundle',
  'A support bundle in `bundles/` of the data folder.',
  {
    name: field(() => String, 'Name of the file.'),
    createdAt: field(() => DateTimeScalar),
    size: field(() => Int, 'Its size in bytes.'),
    operationId: nullable(() => ID, 'The operation that it was requested for.'),
    createdByName: nullable(
      () => String,
      'The clerk; null: it was made on the command line, or the audit could not be read.',
    ),
  },
);

export const VenueSetting = objectType(
  'VenueSetting',
  'A setting of this server, or a part of its view profile.',
  {
    name: field(
      () => String,
      'With its place, e.g. `config.json.pollMs`, `sql.server` or `viewProfile.checksum`. See docs/how-to/fleet.md.',
    ),
    value: field(() => String, 'A list as JSON.'),
  },
);

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
