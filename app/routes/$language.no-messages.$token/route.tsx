import type { ActionFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { endMessages } from '#app/services/choose-messages.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('message:ending.title') }

/** Also what a mail program sends by itself (RFC 8058 §3.2): no cookie is read, and every token is answered alike. */
export async function action({ params, context }: ActionFunctionArgs) {
  await endMessages(context.portal, params.token ?? '')
  return { ended: true }
}

/** One tap, without a sign-in. Looking at the page ends nothing: mail scanners look at every link. */
export default function NoMessages() {
  const { t } = useWords()
  const ended = useActionData<typeof action>()?.ended
  if (ended) {
    return (
      <>
        <Heading>{t('message:ending.done')}</Heading>
        <Lead>{t('message:ending.again')}</Lead>
      </>
    )
  }
  return (
    <>
      <Heading>{t('message:ending.title')}</Heading>
      <Lead>{t('message:ending.lead')}</Lead>
      <form method="post">
        <Actions>
          <Button>{t('message:ending.button')}</Button>
        </Actions>
      </form>
    </>
  )
}
