const LONGEST = 60

/** The last part of a summary's address: the title's Latin letters, and a few signs so that no two are alike. */
export function slugFrom(title: string, distinct: string): string {
  const latin = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  return [latin || 'summary', distinct].join('-')
}
