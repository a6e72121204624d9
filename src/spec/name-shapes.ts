/** What a kind of name may look like, in words that say what to write instead. */
export interface Shape {
  readonly fits: (name: string) => boolean;
  readonly words: string;
}

/** What a swarm takes as the name of a service or a network, and what we name containers and volumes after. */
export const objectName: Shape = {
  fits: (name) => name.length <= 63 && /^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/i.test(name),
  words: "at most 63 letters, digits, - and _, with a letter or digit at both ends",
};

/** What a swarm takes as the name of a config or a secret. */
export const fileName: Shape = {
  fits: (name) => name.length <= 64 && /^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$/i.test(name),
  words: "at most 64 letters, digits, -, _ and dots, with a letter or digit at both ends",
};

/** What an engine takes as the name of a volume of its own; a template is filled in for each task. */
export const volumeName: Shape = {
  fits: (name) =>
    name.includes("{{") || (name.length <= 255 && /^[a-z0-9][a-z0-9_.-]+$/i.test(name)),
  words: "at least 2 and at most 255 letters, digits, -, _ and dots, with a letter or digit first",
};

const isLabel = (text: string): boolean =>
  text.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(text);

const isHost = (text: string): boolean => text.length <= 253 && text.split(".").every(isLabel);

const hostWords =
  "letters, digits and -, with a letter or digit at both ends, and dots between such";

/** What a DNS server takes. */
export const hostName: Shape = {
  fits: isHost,
  words: `${hostWords}: at most 253 in all, 63 between dots`,
};

/** A machine's own name: Linux takes 64. */
export const nodeName: Shape = {
  fits: (name) => name.length <= 63 && isHost(name),
  words: `at most 63 ${hostWords}`,
};

/** A host, and a port if need be; it becomes a path, a name in a certificate and the beginning of images. */
export const registryAddress: Shape = {
  fits: (address) => {
    const [, host = "", port = "1"] = /^([^:]*)(?::(\d{1,5}))?$/.exec(address) ?? [];
    return isHost(host) && Number(port) >= 1 && Number(port) <= 65535;
  },
  words: "a host and a port, for example registry:5000",
};
