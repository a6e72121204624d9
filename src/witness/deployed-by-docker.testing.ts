import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { type Held, nothing, recordingEngine } from "./engine.testing.ts";
import { type Deployed, environment, type Stack, stackFolder, stackName } from "./stack.testing.ts";

/** The version of the docker CLI on this machine; undefined where there is none. */
export const dockerVersion = async (): Promise<string | undefined> => {
  const child = spawn("docker", ["--version"], { stdio: ["ignore", "pipe", "ignore"] });
  const said = await Promise.all([text(child.stdout), once(child, "close")]).catch(() => [""]);
  return /\d+\.\d+\.\d+/.exec(String(said[0]))?.[0];
};

/**
 * A docker CLI before an engine of its own that only records. `beside` is the folder with the files that stacks name;
 * one deploy at a time.
 */
export const dockerCli = async (beside?: string) => {
  const home = await mkdtemp(join(tmpdir(), "swarmspec-witness-"));
  const [folder, socket] = [join(home, stackFolder), join(home, "engine.sock")];
  await mkdir(folder);
  if (beside !== undefined)
    await cp(beside, folder, {
      recursive: true,
      filter: (path) => !/\.sent$/.test(basename(path)),
    });
  let engine = recordingEngine();
  const server = createServer(async (request, response) => {
    const body = (await text(request)).replaceAll(home, "");
    const answer = engine.answer({ ...askedBy(request), body });
    response.writeHead(answer.status, {
      "content-type": "application/json",
      "api-version": "1.41",
    });
    response.end(answer.body);
  });
  await once(server.listen(socket), "listening");
  const env = { ...environment, DOCKER_HOST: `unix://${socket}`, DOCKER_CONFIG: home };

  return {
    deploy: async ({ files }: Stack, before: Held = nothing): Promise<Deployed> => {
      engine = recordingEngine(before);
      for (const [name, content] of files) await writeFile(join(folder, name), content);
      const named = files.flatMap(([name]) => ["-c", join(folder, name)]);
      const deploy = [
        "stack",
        "deploy",
        "--prune",
        "--resolve-image",
        "never",
        ...named,
        stackName,
      ];
      const child = spawn("docker", deploy, { env, stdio: ["ignore", "ignore", "pipe"] });
      const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
      return { held: engine.held, said: lasting(said.replaceAll(home, "")), refused: code !== 0 };
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      await rm(home, { recursive: true, force: true });
    },
  };
};

/** Without the time, and without what it always says of itself. */
const lasting = (said: string): string =>
  said.replaceAll(/^time="[^"]*" /gm, "").replace(/^Since --detach=false .*\n.* default\.\n/m, "");

const askedBy = ({ method = "GET", url = "/" }: IncomingMessage) => ({
  method,
  address: url.replace(/^\/v[\d.]+/, ""),
});
