import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Links,
  Outlet,
  Scripts,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from './i18n/languages.ts'
import type { Translate } from './i18n/translate.ts'
import { wordsForBrowser } from './i18n/words-for-browser.ts'
import { ActingBanner } from './ui/acting-banner.tsx'
import { Alternates } from './ui/alternates.tsx'
import styles from './ui/base.css?url'
import { NonceContext } from './ui/nonce.ts'
import { Page } from './ui/page.tsx'
import type { PageHandle } from './ui/page-handle.ts'
import { ProblemMessage } from './ui/problem-message.tsx'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/mark.svg', type: 'image/svg+xml' },
]

export async function loader({ context }: LoaderFunctionArgs) {
  const [contributor, staff] = await Promise.all([context.who.contributor(), context.who.staff()])
  const acting = contributor?.acting && { how: contributor.acting.by.how, label: contributor.acting.label }
  return {
    url: context.portal.settings.url,
    signedIn: { contributor: !!contributor, staff: !!staff },
    staffRoles: staff?.roles.map(({ role }) => role) ?? [],
    acting,
    record: contributor?.recordMark ?? null,
  }
}

/** The frame of every page, error pages included. */
export function Layout({ children }: { children: React.ReactNode }) {
  const { t, i18n } = useTranslation()
  const data = useRouteLoaderData<typeof loader>('root')
  const nonce = useContext(NonceContext)
  const handles = useMatches().map(({ handle, data }) => ({ handle: (handle ?? {}) as PageHandle, data }))
  const titled = handles.findLast(({ handle }) => handle.title)
  const title = titled?.handle.title?.(t as unknown as Translate, titled.data)
  const namespaces = handles.flatMap(({ handle }) => handle.words ?? [])
  const area = handles.findLast(({ handle }) => handle.area)?.handle.area ?? 'contributor'

  return (
    <html lang={i18n.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title ? `${title} · ${t('portal')}` : t('portal')}</title>
        {data && <Alternates origin={data.url} />}
        <Links />
      </head>
      <body>
        <Page language={i18n.language as Language} area={area} signedIn={data?.signedIn[area] ?? false}>
          {area === 'contributor' && data?.acting && <ActingBanner {...data.acting} />}
          {children}
        </Page>
        {nonce && (
          <>
            <script
              id="words"
              type="application/json"
              // biome-ignore lint/security/noDangerouslySetInnerHtml: our own locale files, with every < escaped
              dangerouslySetInnerHTML={{ __html: wordsForBrowser(i18n, namespaces) }}
            />
            <Scripts nonce={nonce} />
          </>
        )}
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

/** What went wrong, in the person's language; never a stack, never what was typed. */
export function ErrorBoundary() {
  const error = useRouteError()
  if (!isRouteErrorResponse(error)) return <ProblemMessage status={500} refusal="something-went-wrong" />
  const refusal = (error.data as { refusal?: string } | null)?.refusal
  return <ProblemMessage status={error.status} refusal={refusal ?? REFUSALS[error.status] ?? 'something-went-wrong'} />
}

const REFUSALS: Record<number, string> = { 403: 'not-allowed', 404: 'page-not-found', 405: 'form-not-readable' }
