import { parentPort } from 'node:worker_threads'
import { askAbout, type Chunk } from './ask-about.ts'
import { consentTokens } from './material.ts'

/** A thread with keys and tokens of its own: a chunk in, its findings out. */
const material = await consentTokens()
parentPort?.on('message', async (chunk: Chunk) => parentPort?.postMessage(await askAbout(chunk, material)))
