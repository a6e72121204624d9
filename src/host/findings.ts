/** One thing that a machine can or cannot do, and what that means for a swarm on it. */
export interface Finding {
  readonly check: string;
  readonly state: "ok" | "missing" | "unknown";
  readonly seen: string;
  /** Empty where nothing follows. */
  readonly follows: string;
}

/** What was read of a machine. Undefined is what could not be read. */
export interface Facts {
  readonly engine: EngineFact;
  readonly kernel: {
    readonly version: string;
    /** Whether it is the kernel that this process runs on too: only that can be looked into. */
    readonly here: boolean;
  };
  /** Path of the docker CLI. */
  readonly cli: string | undefined;
  readonly ipvs: Ipvs;
  /** The bounding set, a bit per capability. */
  readonly capabilities: bigint | undefined;
  readonly netem: Tried;
  readonly registry: Tried;
  /** Whether Debian packages can be installed, and an image be made of them. */
  readonly installs: boolean;
  readonly cgroups: string | undefined;
  readonly cores: number;
  /** Whether a process of this user may go before all others. */
  readonly first: Tried;
  readonly bytes: number;
}

export type EngineFact =
  | { readonly kind: "answers"; readonly version: string; readonly foundBy: string }
  | { readonly kind: "silent"; readonly trouble: string; readonly hint: string | undefined }
  | {
      readonly kind: "none";
      /** Whether SWARMSPEC_ENGINE forbids to start one. */
      readonly forbidden: boolean;
      readonly isRoot: boolean;
      readonly isDebian: boolean;
      /** Whether dockerd is there and is just not running. */
      readonly isInstalled: boolean;
    };

export type Ipvs = "there" | "loadable" | "absent" | "unknown";

/** Something that was tried; if that was not possible, `works` is undefined and `words` say why. */
export interface Tried {
  readonly works: boolean | undefined;
  readonly words: string;
}

/** What follows from the facts, a finding per check. */
export const findings = (facts: Facts): readonly Finding[] => [
  engine(facts.engine),
  cli(facts),
  ofKernel(facts, ipvs(facts)),
  ofKernel(facts, capability(facts)),
  ofKernel(facts, netem(facts)),
  registry(facts),
  cgroups(facts),
  cores(facts),
  first(facts),
  memory(facts),
];

/** Whether a cluster can be raised: an engine answers, or can be started. */
export const usable = (all: readonly Finding[]): boolean =>
  all.some(({ check, state }) => check === engineCheck && state === "ok");

const engineCheck = "engine";

const engine = (fact: EngineFact): Finding => ({ check: engineCheck, ...engineState(fact) });

type Rest = Omit<Finding, "check">;

const ok = (seen: string, follows = ""): Rest => ({ state: "ok", seen, follows });
const missing = (seen: string, follows: string): Rest => ({ state: "missing", seen, follows });
const unknown = (seen: string, lacking: string): Rest => ({
  state: "unknown",
  seen,
  follows: `if it is missing: ${lacking}`,
});

const engineState = (fact: EngineFact): Rest => {
  switch (fact.kind) {
    case "answers":
      return ok(`${fact.version}, ${fact.foundBy}`);
    case "silent":
      return missing(fact.trouble, fact.hint ?? "no cluster can be raised");
    case "none":
      return startable(fact);
  }
};

const startable = (fact: EngineFact & { kind: "none" }): Rest => {
  const { forbidden, isRoot, isDebian, isInstalled } = fact;
  if (forbidden)
    return missing(
      "none answers, and SWARMSPEC_ENGINE=none forbids to start one",
      "start one, or unset SWARMSPEC_ENGINE",
    );
  if (!isInstalled && !isDebian)
    return missing(
      "none, and swarmspec can install one on Debian and Ubuntu only",
      "install Docker and start it, or set DOCKER_HOST",
    );
  if (!isRoot)
    return missing(
      `none answers, and only root can ${isInstalled ? "start" : "install"} one`,
      "run swarmspec as root, or start an engine and set DOCKER_HOST",
    );
  return isInstalled
    ? ok("none answers, dockerd is there", "swarmspec starts a private one when it needs it")
    : ok("none, one can be installed", "swarmspec installs docker.io when it needs it");
};

const cli = ({ cli: path }: Facts): Finding => ({
  check: "docker CLI",
  ...(path === undefined
    ? missing("not found", "swarmspec env has no docker to speak to; all else works without it")
    : ok(path)),
});

/** A finding about the kernel is worth nothing if the engine runs on another one. */
const ofKernel = ({ kernel }: Facts, { check, lacking, rest }: KernelFinding): Finding => ({
  check,
  ...(kernel.here ? rest : unknown("the engine runs on a kernel out of sight", lacking)),
});

interface KernelFinding {
  readonly check: string;
  /** What follows if it is missing. */
  readonly lacking: string;
  readonly rest: Rest;
}

const ipvs = ({ ipvs: seen, kernel }: Facts): KernelFinding => {
  const lacking =
    "service VIPs and mode=ingress carry no traffic on simulated nodes; swarmspec addresses tasks.<service>, and skips what needs the mesh";
  const rests: Readonly<Record<Ipvs, Rest>> = {
    there: ok(`in kernel ${kernel.version}`),
    loadable: ok("a module, loaded when the engine needs it"),
    absent: missing(`not in kernel ${kernel.version}`, lacking),
    unknown: unknown("not loaded, and no list of the kernel's modules is here", lacking),
  };
  return { check: "IPVS", lacking, rest: rests[seen] };
};

// Linux numbers its capabilities; 24 is CAP_SYS_RESOURCE.
const sysResource = 1n << 24n;

const capability = ({ capabilities }: Facts): KernelFinding => {
  const lacking = "--privileged fails here; nodes use named capabilities";
  const rest = (): Rest => {
    if (capabilities === undefined) return unknown("the bounding set cannot be read", lacking);
    return (capabilities & sysResource) === 0n
      ? missing("outside the bounding set", lacking)
      : ok("in the bounding set");
  };
  return { check: "CAP_SYS_RESOURCE", lacking, rest: rest() };
};

const netem = ({ netem: tried }: Facts): KernelFinding => {
  const lacking = "no simulated delay or loss";
  return { check: "netem", lacking, rest: outcome(tried, lacking) };
};

const registry = ({ registry: tried, installs }: Facts): Finding => ({
  check: "public registry",
  ...outcome(
    tried,
    installs
      ? "the base image is bootstrapped from Debian packages with mmdebstrap"
      : "the base image has to come from a machine that can pull: docker save, docker load",
  ),
});

const outcome = ({ works, words }: Tried, lacking: string): Rest => {
  if (works === undefined) return unknown(words, lacking);
  return works ? ok(words) : missing(words, lacking);
};

const cgroups = ({ cgroups: version }: Facts): Finding => ({
  check: "cgroups",
  ...(version === undefined
    ? unknown("the version cannot be told", "nodes do not start")
    : ok(`version ${version}`)),
});

const cores = ({ cores: count }: Facts): Finding => ({
  check: "cores",
  ...(count < 2
    ? missing(`${count}`, "at least 2 are advised: engines start slowly, and waits may end early")
    : ok(`${count}`)),
});

const first = ({ first: tried }: Facts): Finding => ({
  check: "going first",
  ...outcome(
    tried,
    "who asks waits for a processor like all others: on a busy machine more is unknown, and measured again",
  ),
});

const gibibyte = 2 ** 30;

// Rounded: the kernel keeps a part, so that a machine of 4 GiB has a little less.
const memory = ({ bytes }: Facts): Finding => {
  const size = Math.round(bytes / gibibyte);
  const low = "at least 4 GiB are advised: tasks may be killed, and look as if they crashed";
  return { check: "memory", ...(size < 4 ? missing(`${size} GiB`, low) : ok(`${size} GiB`)) };
};
