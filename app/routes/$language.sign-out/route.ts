import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { languageFor } from '#app/http/language.ts'
import { endedSessionCookie, sessionSecret } from '#app/http/session.server.ts'
import { signOut } from '#app/services/sign-out.server.ts'

/** Nothing to see here: whoever follows a link to it goes to the first page. */
export function loader({ request }: LoaderFunctionArgs) {
  return redirect(`/${languageFor(request)}`)
}

export async function action({ request, context }: ActionFunctionArgs) {
  const secret = sessionSecret(request, 'contributor')
  if (secret) await signOut(context.portal, secret)
  const place = `/${languageFor(request)}/sign-in?out=1`
  return redirect(place, { headers: { 'Set-Cookie': endedSessionCookie('contributor') } })
}
