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
  const ends = <Started>(started: Started, end: () => Promise<void>) => {
    endings.push(end)
    return started
  }
  const folder = once(async () => {
    const { path, remove } = await temporaryFolder('accord-bench-')
    return ends(path, remove)
  })
  const databases = once(async () => {
    const opened = await openDatabases(join(await folder(), 'postgres'))
    return ends(opened, opened.stop)
  })
  const execArgv = profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []
  return {
    folder,
    world: async () => {
      const world = await openWorld(await databases(), { logs: await folder(), execArgv })
      return ends(world, world.close)
    },
    program: async <Ready>(path: string, settings: object = {}) => {
      const program = await startProgram<Ready>(path, settings, { logs: await folder(), execArgv })
      return ends(program, program.stop)
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
