type Absentable<Record> = {
  [Key in keyof Record]: undefined extends Record[Key] ? Key : never;
}[keyof Record];

/** A record whose keys that may hold undefined are optional instead. */
type Present<Record> = Omit<Record, Absentable<Record>> & {
  [Key in Absentable<Record>]?: Exclude<Record[Key], undefined>;
};

/** The same record without the keys that hold undefined: absent and explicitly empty differ to the engine. */
export const present = <Record extends object>(record: Record): Present<Record> =>
  Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as Present<Record>;

/** What is worth writing: absent where empty, zero or equal to the engine's default. */
export const unless = <Value>(value: Value | undefined, byDefault: Value): Value | undefined =>
  value === byDefault ? undefined : value;

/** Absent where nothing is left in the record or list. */
export const filled = <Value extends object>(value: Value | undefined): Value | undefined =>
  value === undefined || Object.keys(value).length === 0 ? undefined : value;
