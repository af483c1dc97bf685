/**
 * The entry of a record under a key that comes from outside: never what every object inherits, such as
 * `constructor`, which a message may name as well as anything.
 */
export const ownEntry = <T>(record: Readonly<Record<string, T>>, key: string | undefined): T | undefined =>
  key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
