type Resource = { resourceType: string; id: string }

export type SearchSet<Found extends Resource> = {
  resourceType: 'Bundle'
  type: 'searchset'
  total?: number
  link: { relation: 'self' | 'next'; url: string }[]
  entry?: { fullUrl: string; resource: Found; search: { mode: 'match' } }[]
}

/** A page of what was found. A total stands only where this page is all there is: it then says nothing new. */
export function searchSet<Found extends Resource>(
  base: string,
  { found, self, next, isFirst }: { found: Found[]; self: string; next: string | null; isFirst: boolean },
): SearchSet<Found> {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(isFirst && !next && { total: found.length }),
    link: [{ relation: 'self' as const, url: self }, ...(next ? [{ relation: 'next' as const, url: next }] : [])],
    ...(found.length > 0 && {
      entry: found.map((resource) => ({
        fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: 'match' as const },
      })),
    }),
  }
}
