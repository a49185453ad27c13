import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet } from '@remix-run/react'
import { refusalPage } from '#app/http/problem.ts'
import { isLanguage } from '#app/i18n/languages.ts'

/** Everything below `/:language/`: an unknown language is an unknown page. */
export function loader({ params }: LoaderFunctionArgs) {
  if (!isLanguage(params.language)) throw refusalPage('page-not-found')
  return null
}

export default function InOneLanguage() {
  return <Outlet />
}
