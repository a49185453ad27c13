import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { refusalPage, statusOf } from '#app/http/problem.ts'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { ProblemMessage } from '#app/ui/problem-message.tsx'

export const handle: PageHandle = { title: (t) => t('problem:title') }

/** What a refusal's code means: the page behind the `type` of every problem document. */
export function loader({ params: { code = '' }, context }: LoaderFunctionArgs) {
  if (!context.words.exists(`refusal:${code}`)) throw refusalPage('page-not-found')
  return { code, status: statusOf(code) }
}

export default function Problem() {
  const { code, status } = useLoaderData<typeof loader>()
  return <ProblemMessage status={status} refusal={code} />
}
