/** A hospital's own opaque name for a person; whatever is digits alone could be a record number. */
export function isPseudonym(text: string): boolean {
  return /^[A-Za-z0-9._~-]{16,64}$/.test(text) && !/^\d+$/.test(text)
}
