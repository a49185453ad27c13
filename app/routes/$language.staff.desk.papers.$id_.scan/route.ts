import type { LoaderFunctionArgs } from '@remix-run/node'
import type { ScanType } from '#app/domain/paper/paper.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireClerk } from '#app/http/session.server.ts'
import { readPaperScan } from '#app/services/read-papers.server.ts'

/** The picture of a paper, which may load nothing, run nothing and stand in no other page. */
export async function loader({ request, params: { id = '' }, context }: LoaderFunctionArgs) {
  const scan = await readPaperScan(context.portal, await requireClerk(request, context), id)
  if (!scan) throw refusalPage('page-not-found')
  const { type, bytes } = scan
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Cache-Control': 'no-store',
      'Content-Type': type,
      'Content-Disposition': `inline; filename="scan.${ENDINGS[type]}"`,
      'Content-Security-Policy': [LOCKED, ...LETS_BE_SEEN[type]].join('; '),
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

const LOCKED = `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** A picture needs nothing; browsers draw a PDF with a viewer of their own, which a sandbox would shut out. */
const LETS_BE_SEEN: Record<ScanType, readonly string[]> = {
  'application/pdf': [`object-src 'self'`, `style-src 'unsafe-inline'`],
  'image/jpeg': ['sandbox'],
  'image/png': ['sandbox'],
  'image/tiff': ['sandbox'],
}

const ENDINGS: Record<ScanType, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tiff',
}
