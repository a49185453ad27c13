import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))

/** Two files for a hospital, the command and its threads: the shared rules and the CSV reader are inside, jose is installed beside them. */
await build({
  entryPoints: {
    'accord-gate': join(here, 'bin/accord-gate.ts'),
    worker: join(here, 'held/worker.ts'),
  },
  outdir: join(here, 'dist'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  external: ['jose'],
  legalComments: 'inline',
  logLevel: 'error',
})
