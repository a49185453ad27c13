import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { run } from './run.ts'

/** Sees to it that the Python gate can be tested, or says why it will be skipped. */
export async function ensurePythonJwt(): Promise<void> {
  if (hasPythonJwt()) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await run('apt-get', ['update'])
    await run('apt-get', ['install', '-y', 'python3-jwt', 'python3-cryptography'], {
      DEBIAN_FRONTEND: 'noninteractive',
    })
  }
  if (!hasPythonJwt())
    console.log('The Python gate is not tested: python3 with PyJWT and cryptography is missing (see gate/python).')
}

function hasPythonJwt(): boolean {
  return spawnSync('python3', ['-c', 'import jwt, cryptography']).status === 0
}
