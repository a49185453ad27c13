import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { languageFor } from '#app/http/language.ts'
import { endedSessionCookie, sessionSecret } from '#app/http/session.server.ts'
import { signOut } from '#app/services/sign-out.server.ts'

/** Nothing to see here: whoever follows a link to it goes to the first page. */
export function loader({ request }: LoaderFunctionArgs) {
  return redirect(`/${languageFor(request)}`)
}

/** Where staff helped her, the browser is theirs: it goes back to their page, which asks nobody for another code. */
export async function action({ request, context }: ActionFunctionArgs) {
  const secret = sessionSecret(request, 'contributor')
  const signedIn = await context.who.contributor()
  if (secret) await signOut(context.portal, secret)
  const place = signedIn?.acting?.by.how === 'assisted' ? 'staff/desk/sitting?ended' : 'sign-in?out=1'
  return redirect(`/${languageFor(request)}/${place}`, { headers: { 'Set-Cookie': endedSessionCookie('contributor') } })
}
