import { join } from 'node:path'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import type { TestPortal } from '#tests/support/test-portal.ts'
import { openDatabases } from './databases.ts'
import { type Program, startProgram } from './program.ts'
import { openWorld, type World } from './world.ts'

/** What measurements stand on; everything is started when first asked for and ended together. */
export type Ground = {
  /** A portal's database of its own, to arrange through the tests' builders, and portals serving it. */
  world(): Promise<World>
  /** One of the programs in `bench/`, in a process of its own, which says when it is ready. */
  program<Ready>(path: string, settings?: object): Promise<Program<Ready>>
  /** A folder that is removed at the end. */
  folder(): Promise<string>
  close(): Promise<void>
}

export type { Program, TestPortal, World }

/** `profiles`: a folder for what Node's profiler sees in every process that is started. */
export function openGround({ profiles }: { profiles?: string | undefined } = {}): Ground {
  const endings: (() => Promise<void>)[] = []
  /** What is still starting when all has to end is waited for, and ended. */
  const ends = <Started>(starting: Promise<Started>, end: (started: Started) => Promise<void>) => {
    endings.push(() => starting.then(end, () => {}))
    return starting
  }
  const folder = once(() => {
    const made = ends(temporaryFolder('accord-bench-'), ({ remove }) => remove())
    return made.then(({ path }) => path)
  })
  const databases = once(() => {
    const opening = folder().then((path) => openDatabases(join(path, 'postgres')))
    return ends(opening, ({ stop }) => stop())
  })
  const execArgv = profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []
  return {
    folder,
    world: () => {
      const opening = Promise.all([databases(), folder()])
      return ends(
        opening.then(([opened, logs]) => openWorld(opened, { logs, execArgv })),
        ({ close }) => close(),
      )
    },
    program: <Ready>(path: string, settings: object = {}) => {
      const starting = folder().then((logs) => startProgram<Ready>(path, settings, { logs, execArgv }))
      return ends(starting, ({ stop }) => stop())
    },
    close: async () => {
      for (const end of endings.reverse()) await end()
    },
  }
}

function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined
  return () => {
    result ??= work()
    return result
  }
}
