/** What a promise comes to, or that it took longer than this. */
export async function within<Value>(seconds: number, promise: Promise<Value>): Promise<Value | 'too late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'too late'>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000, 'too late')
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
