import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import type {
  OperationKind as OperationKindName,
  OperationState as OperationStateName,
} from '../../domain/types/operation.js';
import { IdArgs, IsId, IsLocationIds, IsReason, isTypedText } from '../schema/argument-rules.js';
import { pageOf } from '../schema/connections.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { OperationKind, OperationState } from './operations.types.js';

@ArgsType()
export class OperationsArgs extends pageOf(20) {
  @Field(() => [OperationKind], { nullable: true, description: 'Only these values; null: all.' })
  @IsOptional()
  kinds?: OperationKindName[] | null;

  @Field(() => [OperationState], { nullable: true, description: 'Only these values; null: all.' })
  @IsOptional()
  states?: OperationStateName[] | null;

  @Field(() => ID, { nullable: true, description: 'Only operations that this clerk requested.' })
  @IsOptional()
  @IsId()
  requestedBy?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Only operations requested at or after this time.',
  })
  @IsOptional()
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only operations requested before this time.' })
  @IsOptional()
  until?: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Each word must occur in the reason, in the name of the requesting clerk, or in the key of the service.',
  })
  @IsOptional()
  @isTypedText(100)
  text?: string | null;
}

@ArgsType()
export class ResolveOperationArgs extends IdArgs {
  @Field(() => String, { description: "Name of one of the failure's choices." })
  @isTypedText(100)
  choice!: string;

  @Field(() => String, { description: '1 to 500 characters, for the audit log.' })
  @IsReason()
  reason!: string;
}

@ArgsType()
export class ActivateLocationsArgs {
  @Field(() => [ID], { description: '1 to 200 IDs.' })
  @IsLocationIds()
  locationIds!: string[];
}
