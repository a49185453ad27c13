/** A file to keep, that no cache keeps. */
export function fileAnswer(file: Uint8Array, { type, name }: { type: string; name: string }): Response {
  return new Response(new Uint8Array(file), {
    headers: {
      'Cache-Control': 'no-store',
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  })
}
