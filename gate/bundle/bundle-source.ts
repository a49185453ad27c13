import { readFile, stat } from 'node:fs/promises'
import { type BundleClaims, MAX_BUNDLE_BYTES } from '../../app/domain/token/bundle.ts'
import { CLOCK_SKEW_SECONDS, secondsOf } from '../clock-skew.ts'
import { Failure } from '../failure.ts'

/** Where bundles come from: the portal itself, or somebody who carried them in. */
export type BundleSource = {
  /** The next bundle, given the name of the last one (null: everything is wanted). */
  next(since: string | null): Promise<string>
  /** There is another, although the last one was all of it. */
  hasAnother(): boolean
  /** The moment for which a bundle from here vouches, in seconds. */
  dated(bundle: BundleClaims): number
}

/** Asked now, so it must be signed now: whoever stands in between can hold the lists back no longer than clocks differ. */
export function fromPortal(ask: BundleSource['next'], startedAt: Date): BundleSource {
  const started = secondsOf(startedAt)
  return {
    next: ask,
    hasAnother: () => false,
    dated({ iat }) {
      if (iat < Math.floor(started) - CLOCK_SKEW_SECONDS) {
        throw new Failure('bundle-not-current', {
          signed_at: new Date(iat * 1000).toISOString(),
          asked_at: startedAt.toISOString(),
        })
      }
      return started
    },
  }
}

/** Carried in by hand, in their order; what is known is then as old as the last of them. */
export function fromFiles(paths: readonly string[]): BundleSource {
  const rest = [...paths]
  return {
    async next() {
      const path = rest.shift()
      if (path === undefined) throw new Failure('bundle-incomplete', { hint: 'carry in what comes after it, too' })
      return readBundleFile(path)
    },
    hasAnother: () => rest.length > 0,
    dated: ({ iat }) => iat,
  }
}

async function readBundleFile(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > MAX_BUNDLE_BYTES + 2) throw new Error('larger than any bundle')
    return (await readFile(path, 'utf8')).trimEnd()
  } catch (cause) {
    throw new Failure('bundle-invalid', { file: path, reason: 'unreadable' }, { cause })
  }
}
