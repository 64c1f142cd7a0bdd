import { Int } from 'type-graphql';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const LastBackup = objectType('LastBackup', 'The newest backup.', {
  takenAt: field(() => DateTimeScalar),
  folder: nullable(() => String, 'Where it was made; null: unknown.'),
  hasKeys: nullable(
    () => Boolean,
    'Whether it contains the keys, with which anyone can sign in as any clerk; null: unknown.',
  ),
});

export const BackupSchedule = objectType('BackupSchedule', 'The daily backups that config.json asks for.', {
  at: field(() => String, 'By the clock of the server, e.g. 04:00.'),
  folder: field(() => String, 'Each backup is a new folder in this one.'),
  keep: field(() => Int, 'How many of them are kept.'),
  isOnSameDisk: field(() => Boolean, 'Whether the folder is on the disk of the data folder.'),
  failure: nullable(() => String, 'Why the newest attempt failed; null: it did not.'),
  nextRunAt: field(() => DateTimeScalar, 'When the next one runs; not after now: it is due.'),
});

export const BackupStatus = objectType('BackupStatus', 'How the state of the control plane is backed up.', {
  last: nullable(() => LastBackup, 'Null: none was taken yet.'),
  schedule: nullable(() => BackupSchedule, 'Null: none is configured.'),
});
