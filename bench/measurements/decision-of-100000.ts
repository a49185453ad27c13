import postgres from 'postgres'
import { hundredThousandPeople } from '../ground/hundred-thousand.ts'
import { inTurns, type Measurement } from '../measurement.ts'

const ROUNDS = 7

/** A whole question and its answer over HTTP, against the least that any answer from this database costs. */
export const decisionOf100000: Measurement = {
  name: 'decision-of-100000',
  work: 'a decision for 100,000 subjects, from the request to the parsed answer over HTTP',
  peer: 'the bare `= any($1)` query with the same filter and its JSON, in process (postgres.js, same database)',
  unit: 'ms',
  reach: { timesItsTime: 1.2 },
  run: async (ground) => {
    const { world, organisationId, subjects, ask } = await hundredThousandPeople(ground)
    const sql = postgres(world.urls.owner, { max: 1 })
    const bareQuery = async () => {
      const begun = performance.now()
      const rows = await sql<{ pseudonym: string }[]>`
        select pseudonym from enrolments join consents using (contributor_id)
        where organisation_id = ${organisationId} and pseudonym = any(${subjects})
          and programme_id = 'lung' and state = 'given' and expires_at > now()`
      const answer = JSON.stringify({ permitted: rows.map(({ pseudonym }) => pseudonym) })
      const ms = performance.now() - begun
      if (answer.length < subjects.length) throw new Error('the bare query did not find everyone')
      return ms
    }
    await ask()
    await bareQuery()
    const seen = await inTurns(ROUNDS, { ours: ask, against: bareQuery })
    await sql.end()
    return seen
  },
}
