import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { languageFor } from '#app/http/language.ts'
import { endedSessionCookie, sessionSecret } from '#app/http/session.server.ts'
import { signOut } from '#app/services/sign-out.server.ts'

export async function action({ request, context }: ActionFunctionArgs) {
  const secret = sessionSecret(request, 'staff')
  if (secret) await signOut(context.portal, secret)
  const headers = { 'Set-Cookie': endedSessionCookie('staff') }
  return redirect(`/${languageFor(request)}/staff/sign-in`, { status: 303, headers })
}

/** Signing out is something that is sent; an address alone signs nobody out. */
export function loader({ request }: ActionFunctionArgs) {
  return redirect(`/${languageFor(request)}/staff`)
}
