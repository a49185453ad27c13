import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

/** One `import` (or re-export) of a file: where it leads, inside the project or to a package. */
export type Import = { to: string; typeOnly: boolean }

export type SourceFile = { path: string; text: string; imports: Import[]; tree: ts.SourceFile }

const SOURCE = /\.(ts|tsx|js|mjs)$/
const NOT_OURS = new Set(['node_modules', 'build', 'dist', '__pycache__'])

/** Every source file below these folders, with what it imports; paths from the project's root. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) => filesBelow(folder))
    .filter((path) => SOURCE.test(path))
    .map(sourceFile)
}

/** Every file below a folder, whatever it is. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(path) : [path]
    })
    .sort()
}

function sourceFile(path: string): SourceFile {
  const text = readFileSync(path, 'utf8')
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return { path, text, tree, imports: importsOf(tree, path) }
}

function importsOf(tree: ts.SourceFile, path: string): Import[] {
  const found: Import[] = []
  walk(tree, (node) => {
    const specifier = specifierOf(node)
    if (specifier) found.push({ to: resolved(specifier, path), typeOnly: isTypeOnly(node) })
  })
  return found
}

/** Calls `visit` for every node below `root`. */
export function walk(root: ts.Node, visit: (node: ts.Node) => void): void {
  root.forEachChild((node) => {
    visit(node)
    walk(node, visit)
  })
}

function specifierOf(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier)
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal)
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return textOf(node.arguments[0])
  return null
}

function textOf(node: ts.Node | undefined): string | null {
  return node && ts.isStringLiteralLike(node) ? node.text : null
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  if (!ts.isImportDeclaration(node) || !node.importClause) return false
  const { isTypeOnly: whole, name, namedBindings } = node.importClause
  if (whole) return true
  return (
    !name &&
    !!namedBindings &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((one) => one.isTypeOnly)
  )
}

/** `#app/x.ts` and `../x.ts` from the root; a package by its name, Node's own as `node:`. */
function resolved(specifier: string, from: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier))
  if (specifier.startsWith('node:')) return 'node:'
  const [scope = '', name = ''] = specifier.split('/')
  return `package ${specifier.startsWith('@') ? `${scope}/${name}` : scope}`
}
