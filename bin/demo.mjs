import { launch } from './launch.mjs'

await launch('demo.ts', { NODE_ENV: 'production' })
