import type { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:tls";
import { open } from "./route.ts";
import type { Via } from "./visit.ts";

/** The certificate that an endpoint shows for a host; rejects where it is not one that `via` trusts. */
export const certificateAt = async (
  host: string,
  via: Via,
  signal: AbortSignal,
): Promise<X509Certificate> => {
  const socket = connect({ socket: await open(via, signal), servername: host, ca: via.ca });
  try {
    await once(socket, "secureConnect", { signal });
    const shown = socket.getPeerX509Certificate();
    if (shown === undefined) throw new Error(`${via.address} shows no certificate for ${host}`);
    return shown;
  } finally {
    socket.destroy();
  }
};
