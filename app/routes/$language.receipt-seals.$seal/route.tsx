import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { formatDateTime } from '#app/i18n/format.ts'
import { inGroups } from '#app/i18n/in-groups.ts'
import { checkSeal } from '#app/services/check-seal.server.ts'
import { Facts } from '#app/ui/facts.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'

export const handle: PageHandle = { title: (t) => t('receipt-files:title') }

export async function loader({ params: { seal = '' }, context }: LoaderFunctionArgs) {
  return checkSeal(context.portal, seal)
}

/** Where the square on a printed receipt leads: whether we sealed it, and nothing about anybody. */
export default function ReceiptSealPage() {
  const { t, language } = useWords()
  const checked = useLoaderData<typeof loader>()
  return (
    <>
      <Heading>{t('receipt-files:title')}</Heading>
      {checked.outcome === 'known' ? (
        <>
          <Notice tone="good" heading={t('receipt-files:known-heading')}>
            <p className="hash">{inGroups(checked.digest)}</p>
            <p>{t('receipt-files:known-text')}</p>
          </Notice>
          <Facts
            facts={[
              { term: t('receipt-files:sealed-at'), children: formatDateTime(language, checked.sealedAt) },
              {
                term: t('receipt-files:key'),
                children: (
                  <>
                    <p className="hash">{checked.kid}</p>
                    <p>{t(`receipt-files:key-state.${checked.keyState}`)}</p>
                  </>
                ),
              },
            ]}
          />
        </>
      ) : (
        <Notice tone="care" heading={t(`receipt-files:not-known.${checked.outcome}.heading`)}>
          <p>{t(`receipt-files:not-known.${checked.outcome}.text`)}</p>
        </Notice>
      )}
      <p>{t('receipt-files:says-nothing')}</p>
    </>
  )
}
