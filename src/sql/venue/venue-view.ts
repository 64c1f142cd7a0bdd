/** The shape of a view's file. The columns are the contract, the same on every engine; a site's DBA re-points the engine's query at the tables of that site. */
export interface ViewColumn {
  readonly name: string;
  /** `id` and `text`: exact text; `time`: UTC; `date`: YYYY-MM-DD; `flag`: yes or no; `integer`: below 2^53. */
  readonly type: 'id' | 'text' | 'time' | 'date' | 'flag' | 'integer';
  readonly nullable?: true;
  readonly meaning: string;
}

export interface VenueView {
  readonly name: string;
  /** One sentence: what a row is. */
  readonly meaning: string;
  readonly columns: readonly ViewColumn[];
}
