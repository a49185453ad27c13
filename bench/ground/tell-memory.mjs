import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** Tells whoever started this process how much memory it took at most. */
if (isMainThread) process.on('exit', () => writeSync(3, JSON.stringify({ maxRssKb: process.resourceUsage().maxRSS })))
