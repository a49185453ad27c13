import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { run } from './run.ts'

/** Programs of other people that ours are tried with. */
type Need = { packages: string[]; areThere: () => boolean; without: string }

const NEEDS: Need[] = [
  {
    packages: ['python3-jwt', 'python3-cryptography'],
    areThere: () => pythonHas('jwt, cryptography'),
    without: 'The Python gate is not tested: python3 with PyJWT and cryptography is missing.',
  },
  {
    packages: ['python3-jwcrypto'],
    areThere: () => pythonHas('jwcrypto'),
    without: 'Signatures are not tried with jwcrypto: python3-jwcrypto is missing.',
  },
  {
    packages: ['orthanc', 'orthanc-python', 'dcmtk'],
    areThere: () =>
      ['/usr/sbin/Orthanc', '/usr/share/orthanc/plugins/libOrthancPython.so', '/usr/bin/storescu'].every(existsSync),
    without: 'The Orthanc filter is not tested: orthanc, orthanc-python or dcmtk is missing.',
  },
]

/** Sees to it that everything can be tested, or says what will be skipped. */
export async function ensureDebianPackages(): Promise<void> {
  const missing = NEEDS.filter(({ areThere }) => !areThere())
  if (missing.length > 0 && mayInstall()) await install(missing.flatMap(({ packages }) => packages))
  for (const { areThere, without } of missing) if (!areThere()) console.log(without)
}

/** Only as root, on Debian, and where no service is started by being installed, as in its container images. */
function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync('/usr/sbin/policy-rc.d')
}

async function install(packages: string[]): Promise<void> {
  await run('apt-get', ['update'])
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { DEBIAN_FRONTEND: 'noninteractive' })
}

function pythonHas(modules: string): boolean {
  return ['/usr/bin/python3', 'python3'].some((python) => spawnSync(python, ['-c', `import ${modules}`]).status === 0)
}
