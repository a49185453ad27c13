import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireActing } from '#app/http/session.server.ts'
import { translateInto } from '#app/i18n/translate.ts'
import { wordsIn } from '#app/i18n/words-in.ts'
import { answerUse } from '#app/services/prefer-altruism.server.ts'
import { readAskedUse } from '#app/services/read-switches.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Facts } from '#app/ui/facts.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { AnswerForm } from './answer-form.tsx'
import { askedUseSchema } from './schema.ts'
import { particularsOf, snapshotOfUse } from './use-snapshot.ts'

export const handle: PageHandle = { title: (t) => t('altruism:use.eyebrow') }

export async function loader({ request, params: { use: dataUseId = '' }, context }: LoaderFunctionArgs) {
  const { contributorId } = await requireActing(request, context, 'answer')
  const asked = await readAskedUse(context.portal, { contributorId, dataUseId })
  if (!asked) throw refusalPage('page-not-found')
  const { use, match, answer, altruism, objectedIn } = asked
  return { use, match, answer, hasWishes: altruism !== null, objected: objectedIn.length > 0 }
}

export async function action({ request, params: { use: dataUseId = '' }, context }: ActionFunctionArgs) {
  const { contributorId, by } = await requireActing(request, context, 'answer')
  const asked = await readAskedUse(context.portal, { contributorId, dataUseId })
  if (!asked) throw refusalPage('page-not-found')
  const read = await readForm(request, askedUseSchema)
  if (!read.ok) return formAgain(read.errors, read.typed)

  const language = languageFor(request)
  const { answer } = read.values
  const snapshot = snapshotOfUse(translateInto(language, context.words), language, asked.use, answer)
  const decision = await answerUse(context.portal, { contributorId, by, dataUseId, answer, snapshot })
  if (!decision.ok) return formAgain({ form: decision.refusal }, read.typed)
  return redirect(`/${language}/receipts/${decision.event.id}`, 303)
}

/** One project that asks: who, what for, which data, until when; then yes or no to this one alone. */
export default function AskedUsePage() {
  const { t, language } = useWords()
  const { use, match, answer, hasWishes, objected } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const [{ title, summary }, lang] = wordsIn(use.words, language) ?? [{ title: use.id, summary: '' }, language]
  return (
    <>
      <ErrorSummary errors={again?.errors} />
      <Heading eyebrow={t('altruism:use.eyebrow')}>
        <span lang={lang}>{title}</span>
      </Heading>
      <Lead>
        <span lang={lang}>{summary}</span>
      </Lead>
      <Facts facts={particularsOf(t, language, use).map(({ term, text }) => ({ term, children: text }))} />
      {objected && (
        <Notice tone="care">
          <p>{t('altruism:objection.text')}</p>
          <p>
            <a href={`/${language}/choices/objection`}>{t('altruism:objection.link')}</a>
          </p>
        </Notice>
      )}
      {use.status === 'suspended' && (
        <Notice>
          <p>{t('matching:paused')}</p>
        </Notice>
      )}
      {match === 'no-match' && !objected ? (
        <Notice>
          <p>{t(hasWishes ? 'altruism:use.no-match' : 'altruism:use.no-wishes')}</p>
          <p>
            <a href={`/${language}/choices/altruism`}>
              {t(hasWishes ? 'altruism:use.to-wishes' : 'altruism:use.say-wishes')}
            </a>
          </p>
        </Notice>
      ) : (
        <AnswerForm answer={answer} included={match === 'included'} error={again?.errors.answer} />
      )}
    </>
  )
}
