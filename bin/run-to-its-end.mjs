import { spawn } from 'node:child_process'

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Runs a program in our place: our terminal, our signals, its exit code. */
export function runToItsEnd(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    for (const signal of passedOn) process.on(signal, pass)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      for (const name of passedOn) process.off(name, pass)
      resolve(code ?? `ended by ${signal}`)
    })
  })
}
