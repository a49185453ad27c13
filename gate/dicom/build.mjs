import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))

/** Two files for a hospital, the command and its threads: the gate's own check is inside, jose and dicom-parser are installed beside them. */
await build({
  entryPoints: {
    'accord-gate-dicom': join(here, 'bin/accord-gate-dicom.ts'),
    worker: join(here, '../held/worker.ts'),
  },
  outdir: join(here, 'dist'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  external: ['jose', 'dicom-parser'],
  legalComments: 'inline',
  logLevel: 'error',
})
