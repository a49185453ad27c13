import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { preferredLanguage } from '#app/http/language.ts'

/** The one address where the browser's preference picks the language. */
export function loader({ request }: LoaderFunctionArgs) {
  const language = preferredLanguage(request.headers.get('Accept-Language'))
  return redirect(`/${language}`, { headers: { Vary: 'Accept-Language' } })
}
