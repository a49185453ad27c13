import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { altruismChoices, wishesFrom } from '#app/domain/consent/altruism-choices.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { requireActing } from '#app/http/session.server.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { part } from '#app/services/part.server.ts'
import { preferAltruism } from '#app/services/prefer-altruism.server.ts'
import { readChangeOfWishes, readMatching } from '#app/services/read-matching.server.ts'
import { readStanding } from '#app/services/read-switches.server.ts'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { CheckWishes } from './check-wishes.tsx'
import { MyMatching } from './my-matching.tsx'
import { unanswered, wishesOf, wishesSchema } from './schema.ts'
import { WishesQuestions } from './wishes-questions.tsx'
import { wishesSnapshot } from './wishes-snapshot.ts'

export const handle: PageHandle = { title: (t) => t('altruism:title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { contributorId } = await requireActing(request, context, 'answer')
  const { altruism, objectedIn } = await readStanding(context.portal, contributorId)
  return {
    wishes: altruism && wishesFrom(altruism.mode, altruism.choices),
    objected: objectedIn.length > 0,
    matching: await part(context.portal, () => readMatching(context.portal, contributorId)),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { contributorId, by } = await requireActing(request, context, 'answer')
  const read = await readForm(request, wishesSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)
  const missing = unanswered(read.values)
  if (Object.keys(missing).length > 0) return formAgain(missing, read.typed)

  const { confirm, change } = read.values
  const wishes = wishesOf(read.values)
  const choices = altruismChoices(wishes)
  if (change) return data({ errors: {}, typed: read.typed, toCheck: null, changes: null })
  if (!confirm) {
    const changes = await readChangeOfWishes(context.portal, { contributorId, wishes: { ...wishes, choices } })
    return data({ errors: {}, typed: read.typed, toCheck: wishes, changes })
  }

  const language = languageFor(request)
  const snapshot = wishesSnapshot(translateInto(language, context.words), language, wishes)
  const decision = await preferAltruism(context.portal, { contributorId, by, mode: wishes.mode, choices, snapshot })
  if (!decision.ok) return formAgain({ form: decision.refusal }, read.typed)
  return redirect(`/${language}/receipts/${decision.event.id}`, 303)
}

/** Standing wishes beyond one programme: asked on one page, checked on the next, then recorded. */
export default function AltruismPage() {
  const { wishes, objected, matching } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  if (again && 'toCheck' in again && again.toCheck) {
    return <CheckWishes wishes={again.toCheck} changes={again.changes} typed={again.typed} />
  }
  return (
    <WishesQuestions wishes={wishes} objected={objected} typed={again?.typed} errors={again?.errors}>
      {!again && <MyMatching matching={matching} />}
    </WishesQuestions>
  )
}
