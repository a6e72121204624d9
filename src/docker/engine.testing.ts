import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A temporary folder, removed with all that is in it when it is disposed of. */
export const temporaryFolder = async (): Promise<AsyncDisposable & { readonly path: string }> => {
  const path = await mkdtemp(join(tmpdir(), "swarmspec-test-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};

/** Something that speaks HTTP where an engine would, and remembers what it was asked. */
export interface FakeEngine extends AsyncDisposable {
  /** The paths of requests, with their queries. */
  readonly asked: readonly string[];
}

/** Listens on a unix socket, or on a free port of 127.0.0.1 where `at` is 0; answers as told, else with its version. */
export const fakeEngine = async (
  at: string | 0,
  answer: RequestListener = versionOf("1.41"),
): Promise<FakeEngine & { readonly port: number }> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await once(at === 0 ? server.listen(0, "127.0.0.1") : server.listen(at), "listening");
  const address = server.address();
  return {
    asked,
    port: typeof address === "object" ? (address?.port ?? 0) : 0,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

/** Answers every request as an engine of that API version answers `GET /version`. */
export const versionOf =
  (ApiVersion: string): RequestListener =>
  (_, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify({ ApiVersion }));
  };
