import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { run } from './run.ts'

/** Programs of other people that ours are tried with. */
type Need = { packages: string[]; bringsService?: boolean; areThere: () => boolean; without: string }

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
    packages: ['poppler-utils'],
    areThere: () => ['pdftotext', 'pdfinfo', 'pdffonts', 'pdfdetach'].every(isOnPath),
    without: 'Receipts on paper are not read back: poppler-utils is missing.',
  },
  {
    packages: ['orthanc', 'orthanc-python', 'dcmtk'],
    bringsService: true,
    areThere: () =>
      ['/usr/sbin/Orthanc', '/usr/share/orthanc/plugins/libOrthancPython.so', '/usr/bin/storescu'].every(existsSync),
    without: 'The Orthanc filter is not tested: orthanc, orthanc-python or dcmtk is missing.',
  },
]

/** Sees to it that everything can be tested, or says what will be skipped. */
export async function ensureDebianPackages(): Promise<void> {
  const missing = NEEDS.filter(({ areThere }) => !areThere())
  const installable = missing.filter(mayInstall)
  if (installable.length > 0) await run('apt-get', ['update'])
  for (const { packages } of installable) await install(packages)
  for (const { areThere, without } of missing) if (!areThere()) console.log(without)
}

/** As root on Debian; what brings a service only where none is started by being installed, as in Debian's containers. */
function mayInstall({ bringsService = false }: Need): boolean {
  const isDebianForUs = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  return isDebianForUs && (!bringsService || existsSync('/usr/sbin/policy-rc.d'))
}

async function install(packages: string[]): Promise<void> {
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { DEBIAN_FRONTEND: 'noninteractive' })
}

function pythonHas(modules: string): boolean {
  return ['/usr/bin/python3', 'python3'].some((python) => spawnSync(python, ['-c', `import ${modules}`]).status === 0)
}

function isOnPath(program: string): boolean {
  return spawnSync(program, ['-v']).error === undefined
}
