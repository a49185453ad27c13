import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { preferredLanguage } from '#app/http/language.ts'

/** The `type` of a problem document is this address: it leads to the page that explains the code to a person. */
export function loader({ request, params }: LoaderFunctionArgs) {
  const language = preferredLanguage(request.headers.get('Accept-Language'))
  return redirect(`/${language}/problems/${params.code}`, { headers: { Vary: 'Accept-Language' } })
}
