import { OPERATIONS } from './operations.ts'

export const USAGE = `npm run operate -- check
npm run operate -- OPERATION NAME [--reason TEXT]

  check
      says what is missing before this portal can serve people; ends with 1 where something stops it
${Object.entries(OPERATIONS)
  .map(([name, { of, takes = '', effect }]) => `  ${name} ${of} ${takes}`.trimEnd().concat(`\n      ${effect}`))
  .join('\n')}

For instance
  npm run operate -- set-programme programme.json
  npm run operate -- set-hospital hospital.json
  npm run operate -- give-role vesna@hospital.example --role clerk --hospital ljubljana
  npm run operate -- give-role ana@programme.example --role editor --programme lung
  npm run operate -- suspend-node node-ljubljana --reason 'its laptop was stolen'

What FILE looks like stands in docs/operations.md. Whatever is done twice is done once. The reason is kept in the
audit, with who said it; nobody else is told. Ends with 0, with 1 where it was refused, with 2 where the command line
or a file is wrong.`
