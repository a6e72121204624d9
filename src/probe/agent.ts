import { once } from "node:events";
import type { Socket } from "node:net";
import {
  createSecureContext,
  type SecureContext,
  connect as startTls,
  type TLSSocket,
} from "node:tls";
import { Agent } from "agent-base";
import type { Scheme } from "../model/sample.ts";
import { open, type Route } from "./route.ts";

interface Call {
  readonly scheme: Scheme;
  /** The server name, and the name that the certificate has to carry. */
  readonly host: string;
  readonly route: Route;
  /** Certificate authorities to trust, as PEM; undefined for the machine's own. */
  readonly ca: string | undefined;
  /** Every socket that the agent opened is destroyed when this aborts. */
  readonly signal: AbortSignal;
}

/** Opens a fresh connection to one pinned address per request, whatever host the URL names. */
export class PinnedAgent extends Agent {
  readonly #call: Call;

  constructor(call: Call) {
    super({ keepAlive: false });
    this.#call = call;
  }

  /** The base class would look for "https" in the call stack. */
  override isSecureEndpoint(): boolean {
    // The base constructor asks before #call is there.
    return #call in this && this.#call.scheme === "https";
  }

  override async connect(): Promise<Socket> {
    const socket = await open(this.#call.route, this.#call.signal);
    return this.#call.scheme === "https" ? secure(socket, this.#call) : socket;
  }
}

const secure = async (socket: Socket, { host, ca, signal }: Call): Promise<TLSSocket> => {
  const secureContext = trusting(ca);
  const secured = startTls({ socket, servername: host, rejectUnauthorized: true, secureContext });
  secured.on("error", () => {});
  await once(secured, "secureConnect", { signal });
  return secured;
};

const contexts = new Map<string | undefined, SecureContext>();

/** One for all requests: to read the authorities takes a tenth of the time of a request. */
const trusting = (ca: string | undefined): SecureContext => {
  const context = contexts.get(ca) ?? createSecureContext({ ca });
  contexts.set(ca, context);
  return context;
};
