import { type AppLoadContext, redirect } from '@remix-run/node'
import { parse, serialize } from 'hono/utils/cookie'
import { type Act, type ActingScope, isWithin, OWN_SCOPE, type Place, self } from '../domain/access/acting.ts'
import type { SignedInContributor, SignedInStaff, StaffRole } from '../domain/access/session.ts'
import type { Actor } from '../domain/consent/events.ts'
import { languageFor } from './language.ts'
import { refusalPage } from './problem.ts'
import { safePath } from './safe-redirect.ts'

const COOKIES = { contributor: '__Host-accord', staff: '__Host-accord-staff' } as const

type Area = keyof typeof COOKIES

/** Finds who holds a session's secret; handed in by the server, which knows the services. */
export type SessionLookups = {
  contributor(secret: string): Promise<SignedInContributor | null>
  staff(secret: string): Promise<SignedInStaff | null>
}

/** Who sends this request, looked up once and only when asked. */
export type WhoAsks = {
  contributor(): Promise<SignedInContributor | null>
  staff(): Promise<SignedInStaff | null>
}

export function whoAsks(request: Request, lookups: SessionLookups): WhoAsks {
  const contributor = once(async () => found(sessionSecret(request, 'contributor'), lookups.contributor))
  const staff = once(async () => found(sessionSecret(request, 'staff'), lookups.staff))
  return { contributor, staff }
}

/**
 * The contributor who asks for herself and by herself, with a way back in; anyone else is led to sign in, or to set one,
 * and back here afterwards. Whoever acts for another person, or has staff beside her, is refused.
 */
export async function requireContributor(request: Request, context: AppLoadContext): Promise<SignedInContributor> {
  const contributor = await requireWayBack(request, context)
  if (contributor.acting) throw refusalPage('only-yourself')
  await refuseFormOfAnotherRecord(request, contributor)
  return contributor
}

/** On whose record a page works, who acts, and whose own PIN and sign-in count. */
export type ActingOn = { contributorId: string; by: Actor; scope: ActingScope; signedIn: SignedInContributor }

/** On whose record the one who asks may do this here: her own, or that of whom she acts for within that scope. */
export async function requireActing(
  request: Request,
  context: AppLoadContext,
  act: Act,
  place: Place = 'everywhere',
): Promise<ActingOn> {
  const signedIn = await requireWayBack(request, context)
  const { id, by, scope } = signedIn.acting ?? { id: signedIn.id, by: self(signedIn.id), scope: OWN_SCOPE }
  if (!isWithin(scope, act, place)) throw refusalPage('outside-your-scope')
  await refuseFormOfAnotherRecord(request, signedIn)
  return { contributorId: id, by, scope, signedIn }
}

/**
 * A form that was left open while its browser began or stopped acting for another person, or signed another person in,
 * counts for nobody. Asked before the form is read; whoever acts for herself may send one that says nothing of it.
 */
export async function refuseFormOfAnotherRecord(
  request: Request,
  { acting, recordMark }: SignedInContributor,
): Promise<void> {
  if (request.method !== 'POST') return
  const sent =
    (
      await request
        .clone()
        .formData()
        .catch(() => null)
    )?.get('record') ?? null
  const isOfThisRecord = sent === null ? !acting : sent === recordMark
  if (!isOfThisRecord) throw refusalPage('form-of-another-record')
}

async function requireWayBack(request: Request, context: AppLoadContext): Promise<SignedInContributor> {
  const contributor = await requireClaimant(request, context)
  if (!contributor.hasWayBack) throw redirect(`/${languageFor(request)}/way-back`)
  return contributor
}

/** The contributor who asks, also one who has only just opened her letter. */
export async function requireClaimant(request: Request, context: AppLoadContext): Promise<SignedInContributor> {
  const contributor = await context.who.contributor()
  if (!contributor) throw redirect(`/${languageFor(request)}/sign-in?${next(request)}`)
  return contributor
}

/** The member of staff who asks and holds one of these roles, for whatever programme or hospital. */
export async function requireStaff(
  request: Request,
  context: AppLoadContext,
  roles?: readonly StaffRole[],
): Promise<SignedInStaff> {
  const staff = await context.who.staff()
  if (!staff) throw redirect(`/${languageFor(request)}/staff/sign-in?${next(request)}`)
  if (roles && !staff.roles.some(({ role }) => roles.includes(role))) throw refusalPage('not-allowed')
  return staff
}

/** A clerk who asks, with the hospital whose desk it is. */
export type Clerk = { staffId: string; organisationId: string; signedIn: SignedInStaff }

/** The clerk who asks; of several hospitals the first, because nobody works at two desks at once. */
export async function requireClerk(request: Request, context: AppLoadContext): Promise<Clerk> {
  const signedIn = await requireStaff(request, context, ['clerk'])
  const held = signedIn.roles.find(({ role, organisationId }) => role === 'clerk' && organisationId !== null)
  if (!held?.organisationId) throw refusalPage('not-allowed')
  return { staffId: signedIn.id, organisationId: held.organisationId, signedIn }
}

/** What the browser's cookie holds, or null. */
export function sessionSecret(request: Request, area: Area): string | null {
  return parse(request.headers.get('Cookie') ?? '', COOKIES[area])[COOKIES[area]] || null
}

/** The `Set-Cookie` that signs a browser in; it ends with the browser, and sooner on the server. */
export function sessionCookie(area: Area, secret: string): string {
  return serialize(COOKIES[area], secret, ATTRIBUTES)
}

/** The `Set-Cookie` that signs a browser out. */
export function endedSessionCookie(area: Area): string {
  return serialize(COOKIES[area], '', { ...ATTRIBUTES, maxAge: 0 })
}

const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

function next(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return new URLSearchParams({ next: safePath(pathname + search) }).toString()
}

function found<Found>(secret: string | null, find: (secret: string) => Promise<Found | null>): Promise<Found | null> {
  return secret ? find(secret) : Promise.resolve(null)
}

function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined
  return () => {
    result ??= work()
    return result
  }
}
