import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isDataRight } from '#app/domain/right/data-right.ts'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireContributor } from '#app/http/session.server.ts'
import { askRight } from '#app/services/ask-right.server.ts'
import { readContacts } from '#app/services/read-contacts.server.ts'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { RecordField } from '#app/ui/record-field.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { useWords } from '#app/ui/use-words.ts'
import { askSchema, LONGEST_WORDS } from './schema.ts'

export const handle: PageHandle<Awaited<ReturnType<typeof loader>>> = {
  title: (t, data) => (data ? t(`rights:right.${data.right}.heading`) : t('rights:rights.title')),
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireContributor(request, context)
  const contacts = await readContacts(context.portal, languageFor(request))
  return { right: rightIn(params), programmes: contacts.map(({ id, name, authority }) => ({ id, name, authority })) }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { id: contributorId } = await requireContributor(request, context)
  const right = rightIn(params)
  const read = await readForm(request, askSchema, { longest: LONGEST_WORDS })
  if (!read.ok) return formAgain(read.errors, read.typed)

  const language = languageFor(request)
  const { of, words = null } = read.values
  const programmeId = of === ACCORD ? null : of
  const asked = await askRight(context.portal, { contributorId, right, programmeId, words, language })
  return asked.ok
    ? redirect(`/${language}/data-rights?sent`, 303)
    : formAgain({ [FIELD_OF[asked.refusal]]: asked.refusal }, read.typed)
}

const ACCORD = 'accord-itself'

const FIELD_OF = { 'programme-not-found': 'of', 'right-already-asked': 'of', 'right-words-required': 'words' } as const

function rightIn({ right = '' }: { right?: string }) {
  if (!isDataRight(right)) throw refusalPage('page-not-found')
  return right
}

/** One thing that I ask about my data: of whom, and in my words. */
export default function AskRightPage() {
  const { t, language } = useWords()
  const { right, programmes } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const options = [
    ...programmes.map(({ id, name, authority }) => ({
      value: id,
      label: name,
      meaning: t('rights:ask.programme-meaning', { authority }),
    })),
    { value: ACCORD, label: t('rights:ask.accord'), meaning: t('rights:ask.accord-meaning') },
  ]
  return (
    <>
      <ErrorSummary errors={again?.errors} labels={{ of: t('rights:ask.of') }} />
      <Heading eyebrow={t('rights:ask.eyebrow')}>{t(`rights:right.${right}.heading`)}</Heading>
      <Lead>{t(`rights:right.${right}.meaning`)}</Lead>
      <form method="post" noValidate>
        <RecordField />
        <RadioGroup
          name="of"
          legend={t('rights:ask.of')}
          options={options}
          value={again?.typed.of}
          error={again?.errors.of}
        />
        <TextArea
          name="words"
          label={t('rights:ask.words')}
          hint={t(right === 'rectification' ? 'rights:ask.words-hint-needed' : 'rights:ask.words-hint')}
          value={again?.typed.words}
          error={again?.errors.words}
        />
        <p>{t('rights:ask.unknown')}</p>
        <p>{t('rights:ask.month')}</p>
        <Actions>
          <Button>{t('rights:ask.send')}</Button>
          <LinkButton kind="second" to={`/${language}/data-rights`}>
            {t('rights:ask.leave')}
          </LinkButton>
        </Actions>
      </form>
    </>
  )
}
