/** A long number in groups of eight signs, as people compare it. */
export function inGroups(digest: string): string {
  return digest.match(/.{1,8}/g)?.join(' ') ?? digest
}
