type Undo = () => Promise<unknown>

/** Collects what was started; Ctrl-C or a polite kill stops it, last started first, and ends the process. */
export function stopOnSignal(): { started(stop: Undo): void; stopAll(): Promise<void>; interrupted(): boolean } {
  const running: Undo[] = []
  const stopAll = async () => {
    for (let stop = running.pop(); stop; stop = running.pop()) await stop()
  }
  let firstSignalAt: number | undefined
  const onSignal = async () => {
    if (firstSignalAt === undefined) {
      firstSignalAt = Date.now()
      console.log('\nStopping')
      await stopAll()
      process.exit(0)
    }
    const isTheSameKeyPressTwice = Date.now() - firstSignalAt < 1000
    if (!isTheSameKeyPressTwice) process.exit(130)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
  return { started: (stop) => running.push(stop), stopAll, interrupted: () => firstSignalAt !== undefined }
}
