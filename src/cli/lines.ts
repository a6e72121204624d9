/** In bytes; a line of ours has some thousand at most. */
const longest = 2 ** 20;

const lineEnd = 10;

/**
 * The lines of a text as its bytes come, and what follows the last line end; undefined for a line that is longer than
 * 1 MiB. Not by node:readline, for which a text of others may end a line too: U+2028 stands as it is in JSON.
 */
export async function* linesIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<string | undefined> {
  let [begun, length]: [Buffer[], number] = [[], 0];
  const keep = (piece: Buffer): void => {
    length += piece.length;
    if (length <= longest) begun.push(piece);
    else begun = [];
  };
  const line = (): string | undefined => {
    const text = length > longest ? undefined : Buffer.concat(begun).toString();
    [begun, length] = [[], 0];
    return text;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, from)) {
      keep(chunk.subarray(from, end));
      yield line();
      from = end + 1;
    }
    keep(chunk.subarray(from));
  }
  yield line();
}
