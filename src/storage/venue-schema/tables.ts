/** The views as Kysely sees them: each column of views.ts by its type. */
import type { Flag, OptionalTime, Time } from '../columns.js';
import type { VENUE_VIEWS, ViewColumn } from './views.js';

interface Values {
  id: string;
  text: string;
  time: Time;
  date: string;
  flag: Flag;
  integer: number;
}
type Nullable<Type extends ViewColumn['type']> = Type extends 'time' ? OptionalTime : Values[Type] | null;
type ValueOf<Column extends ViewColumn> = Column extends { readonly nullable: true }
  ? Nullable<Column['type']>
  : Values[Column['type']];

export type VenueTables = {
  [View in (typeof VENUE_VIEWS)[number] as View['name']]: {
    [Column in View['columns'][number] as Column['name']]: ValueOf<Column>;
  };
};
