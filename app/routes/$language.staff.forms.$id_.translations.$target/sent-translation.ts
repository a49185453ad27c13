/** The file that was sent and the revision before the sender's eyes; nothing at all where no file came. */
export async function sentTranslation(request: Request): Promise<{ bytes: Uint8Array; revision: number }> {
  const form = await request.formData().catch(() => null)
  const file = form?.get('file')
  const bytes = file && typeof file !== 'string' ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
  return { bytes, revision: Number(form?.get('revision') ?? Number.NaN) }
}
