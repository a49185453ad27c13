type Named = { type: string; name: string }

/** A file to keep, that no cache keeps. */
export function fileAnswer(file: Uint8Array, named: Named): Response {
  return answer(new Uint8Array(file), named)
}

/** The same, sent while it is made: a piece is made when there is room for it on the way, and none once nobody reads on. */
export function fileAnswerInPieces(pieces: AsyncGenerator<Uint8Array>, named: Named): Response {
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  return answer(stream, named)
}

function answer(body: BodyInit, { type, name }: Named): Response {
  return new Response(body, {
    headers: {
      'Cache-Control': 'no-store',
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
    },
  })
}
