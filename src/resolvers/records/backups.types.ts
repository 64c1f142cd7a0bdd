import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../schema/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'The newest backup.' })
export class LastBackup {
  @Field(() => DateTimeScalar)
  takenAt!: Date;

  @Field(() => String, { nullable: true, description: 'Where it was made; null: unknown.' })
  folder!: string | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it contains the keys, with which anyone can sign in as any clerk; null: unknown.',
  })
  hasKeys!: boolean | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'The daily backups that config.json asks for.' })
export class BackupSchedule {
  @Field(() => String, { description: 'By the clock of the server, e.g. 04:00.' })
  at!: string;

  @Field(() => String, { description: 'Each backup is a new folder in this one.' })
  folder!: string;

  @Field(() => Int, { description: 'How many of them are kept.' })
  keep!: number;

  @Field(() => Boolean, { description: 'Whether the folder is on the disk of the data folder.' })
  isOnSameDisk!: boolean;

  @Field(() => String, { nullable: true, description: 'Why the newest attempt failed; null: it did not.' })
  failure!: string | undefined;

  @Field(() => DateTimeScalar, { description: 'When the next one runs; not after now: it is due.' })
  nextRunAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'How the state of the control plane is backed up.' })
export class BackupStatus {
  @Field(() => LastBackup, { nullable: true, description: 'Null: none was taken yet.' })
  last!: LastBackup | undefined;

  @Field(() => BackupSchedule, { nullable: true, description: 'Null: none is configured.' })
  schedule!: BackupSchedule | undefined;
}
