import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { selectorOf } from '#app/http/selector.ts'
import { LETTER_PROBLEMS, type LetterProblem, reportLetter } from '#app/services/report-letter.server.ts'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { ReportForm } from './report-form.tsx'
import { Reported } from './reported.tsx'

export const handle: PageHandle = { title: (t) => t('letter:title') }

const schema = z.object({
  problem: z.enum(LETTER_PROBLEMS, { error: ({ input }) => (input ? undefined : 'problem-unanswered') }),
  code: z.string('code-needed'),
  for: z.string().optional(),
})

export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  return {
    selector: selectorOf(request),
    problem: problemFrom(searchParams.get('problem')),
    done: problemFrom(searchParams.get('done')),
  }
}

/** The letter opens nothing any more; what was done with it by someone else is undone. */
export async function action({ request, context }: ActionFunctionArgs) {
  const read = await readForm(request, schema)
  if (!read.ok) return formAgain(read.errors, read.typed)

  const selector = selectorOf(request) ?? read.values.for
  if (!selector) return formAgain({ for: 'letter-number-needed' }, read.typed)
  if (!(await context.tries.take(context.address))) return formAgain({ form: 'too-many-tries' }, read.typed)
  const decision = await reportLetter(context.portal, { ...read.values, selector })
  if (!decision.ok) return formAgain({ code: 'letter-not-matched' }, read.typed)

  await context.tries.giveBack(context.address)
  return redirect(`/${languageFor(request)}/letter?done=${decision.event}`)
}

function problemFrom(text: string | null): LetterProblem | null {
  return LETTER_PROBLEMS.find((problem) => problem === text) ?? null
}

export default function Letter() {
  const { selector, problem, done } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  if (done && !again) return <Reported problem={done} />
  return <ReportForm selector={selector} problem={problem} errors={again?.errors} typed={again?.typed} />
}
