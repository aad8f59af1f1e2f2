// How a machine's events are catalogued: a row each, to which the compiler holds the events' own types. docs/machines.md shows
// the rows.

/** A row of the catalogue: the compiler holds `carries` to the event's own fields. */
export type EventRow<Event extends { readonly type: string }> = {
  readonly from: string;
  readonly meaning: string;
  readonly carries: Readonly<Record<Exclude<keyof Event, 'type'>, string>>;
};

/** One row for each event of a union, no more and no fewer. */
export type EventCatalogue<Events extends { readonly type: string }> = {
  readonly [Type in Events['type']]: EventRow<Extract<Events, { readonly type: Type }>>;
};
