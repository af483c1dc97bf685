const normal = (person: string): string => person.normalize('NFKC').trim().toLowerCase()

/** Whether two names of users are one user: `Ann` does not check what `ann ` has made. */
export const isSamePerson = (a: string, b: string): boolean => normal(a) === normal(b)
