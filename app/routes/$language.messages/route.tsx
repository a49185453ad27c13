import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { formAgain, readForm } from '#app/http/form-data.ts'
import { languageFor } from '#app/http/language.ts'
import { refusalPage } from '#app/http/problem.ts'
import { requireContributor } from '#app/http/session.server.ts'
import { chooseMessages, deleteMailAddress } from '#app/services/choose-messages.server.ts'
import { confirmMailAddress } from '#app/services/confirm-mail-address.server.ts'
import { giveMailAddress } from '#app/services/give-mail-address.server.ts'
import { readMessageWishes } from '#app/services/read-message-wishes.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { AddressForm } from './address-form.tsx'
import { ConfirmedAddress } from './confirmed-address.tsx'
import { NumberForm } from './number-form.tsx'
import { messagesSchema } from './schema.ts'

export const handle: PageHandle = { title: (t) => t('message:page.title') }

export async function loader({ request, context: { portal, ...context } }: LoaderFunctionArgs) {
  const { id } = await requireContributor(request, { portal, ...context })
  const saved = new URL(request.url).searchParams.has('saved')
  return { offered: portal.settings.mail !== null, wishes: await readMessageWishes(portal, id), saved }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { id: contributorId } = await requireContributor(request, context)
  const read = await readForm(request, messagesSchema, { secrets: ['number'] })
  if (!read.ok) return formAgain(read.errors, read.typed)
  const { portal } = context
  if (!portal.settings.mail) throw refusalPage('page-not-found')

  const { act, address, number, kinds } = read.values
  if (act === 'give') {
    const given = await giveMailAddress(portal, { contributorId, text: address, kinds, language: languageFor(request) })
    if (!given.ok) return formAgain({ [FIELD_OF[given.refusal]]: given.refusal }, read.typed)
  }
  if (act === 'confirm') {
    const confirmed = await confirmMailAddress(portal, { contributorId, number })
    if (!confirmed.ok) return formAgain({ number: confirmed.refusal }, {})
  }
  if (act === 'choose') await chooseMessages(portal, { contributorId, kinds })
  if (act === 'delete') await deleteMailAddress(portal, contributorId)
  return redirect(`/${languageFor(request)}/messages${act === 'choose' ? '?saved' : ''}`, 303)
}

const FIELD_OF = {
  'mail-address-not-readable': 'address',
  'mail-numbers-used-up': 'address',
  'message-kind-required': 'kinds',
} as const

/** Whether, where and about what a person is written to. */
export default function MessagesPage() {
  const { t, language } = useWords()
  const { offered, wishes, saved } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const form = { errors: again?.errors ?? {}, typed: again?.typed ?? {} }
  return (
    <>
      <ErrorSummary errors={again?.errors} />
      <Heading>{t('message:page.title')}</Heading>
      <Lead>{t('message:page.lead')}</Lead>
      {saved && <Notice tone="good">{t('message:page.saved')}</Notice>}
      <p>{t('message:page.says')}</p>
      <p>{t('message:page.seen')}</p>
      {!offered && <Notice>{t('message:page.off')}</Notice>}
      {offered && wishes?.state === 'unconfirmed' && <NumberForm address={wishes.address} {...form} />}
      {offered && wishes?.state === 'confirmed' && <ConfirmedAddress {...wishes} />}
      {offered && wishes?.state === 'undeliverable' && (
        <Notice tone="care">{t('message:page.undeliverable', { address: wishes.address })}</Notice>
      )}
      {offered && <AddressForm before={wishes} {...form} />}
      <p>
        <a href={`/${language}/choices`}>{t('message:page.to-choices')}</a>
      </p>
    </>
  )
}
