/** Does what it is told, as a measurement in a process of its own does. */
const { says, ends } = JSON.parse(process.argv[2] ?? '{}') as { says?: object; ends: number }
if (says) process.send?.(says, () => process.exit(ends))
else process.exit(ends)
