import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { isWithin } from '#app/domain/access/acting.ts'
import { dayOf } from '#app/domain/day.ts'
import { languageFor } from '#app/http/language.ts'
import { requireActing } from '#app/http/session.server.ts'
import { readMyChoices } from '#app/services/read-my-choices.server.ts'
import { Heading, Lead } from '#app/ui/heading.tsx'
import type { PageHandle } from '#app/ui/page-handle.ts'
import { useWords } from '#app/ui/use-words.ts'
import { AskingAgain } from './asking-again.tsx'
import { AskingUses } from './asking-uses.tsx'
import { ChanceFindings } from './chance-findings.tsx'
import { Followers } from './followers.tsx'
import { LatestResult } from './latest-result.tsx'
import { LatestUse } from './latest-use.tsx'
import { MoreChoices } from './more-choices.tsx'
import { MyProgrammes } from './my-programmes.tsx'
import { NewerVersions } from './newer-versions.tsx'
import { StandingObjection } from './standing-objection.tsx'

export const handle: PageHandle = { title: (t) => t('choices:title') }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const acting = (await context.who.contributor())?.acting
  const isConfined = acting?.by.kind === 'representative' && !isWithin(acting.scope, 'see', 'everywhere')
  if (isConfined) throw redirect(`/${languageFor(request)}/acting`)
  const { contributorId } = await requireActing(request, context, 'see')
  return { ...(await readMyChoices(context.portal, contributorId)), now: context.portal.clock.now() }
}

/** The first signed-in page: what I chose, who follows it, who used my data, what came of it. */
export default function MyChoicesPage() {
  const { t } = useWords()
  const { choices, objectedIn, askedAgain, altruism, followers, asking, telling, latestUse, latestResult, now } =
    useLoaderData<typeof loader>()
  return (
    <>
      <Heading>{t('choices:title')}</Heading>
      <Lead>{t('choices:lead')}</Lead>
      <StandingObjection countries={objectedIn} />
      <AskingAgain choices={choices} today={dayOf(now)} />
      <NewerVersions asked={askedAgain} choices={choices} today={dayOf(now)} />
      <AskingUses asking={asking} />
      <MyProgrammes choices={choices} objected={objectedIn.length > 0} />
      <ChanceFindings telling={telling} choices={choices} />
      <Followers followers={followers} now={now} />
      <div className="wide pair">
        <LatestUse latest={latestUse} />
        <LatestResult latest={latestResult} />
      </div>
      <MoreChoices altruism={altruism?.mode ?? null} objected={objectedIn.length > 0} />
    </>
  )
}
