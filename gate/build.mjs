import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))

/** One file for a hospital: the rules that the portal shares and the CSV reader are inside, jose is installed beside it. */
await build({
  entryPoints: [join(here, 'bin/accord-gate.ts')],
  outfile: join(here, 'dist/accord-gate.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  external: ['jose'],
  legalComments: 'inline',
  logLevel: 'error',
})
