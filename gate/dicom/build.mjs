import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))

/** One file for a hospital: the gate's own check is inside, jose and dicom-parser are installed beside it. */
await build({
  entryPoints: [join(here, 'bin/accord-gate-dicom.ts')],
  outfile: join(here, 'dist/accord-gate-dicom.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  external: ['jose', 'dicom-parser'],
  legalComments: 'inline',
  logLevel: 'error',
})
