// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of stack files
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ClusterSpec } from "../model/spec.ts";
import { diff } from "../plan/diff.ts";
import { planJson, render } from "../plan/render.ts";
import { swarmOf } from "../plan/world.testing.ts";
import { clusterOfStackFiles } from "./bare-stack.ts";
import { pin } from "./pin.ts";
import { contextWith } from "./test-feature.ts";

interface Given {
  readonly stack: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of the service's env_file, and of --env-file. */
  readonly files?: Readonly<Record<string, string>>;
  readonly envFiles?: readonly string[];
  readonly showValues?: boolean;
}

const clusterOf = ({ stack, env = {}, files = {}, envFiles = [], showValues = false }: Given) =>
  clusterOfStackFiles(
    ["a.yml"],
    { name: "shop", managers: 1, envFiles },
    { ...contextWith({ "/work/a.yml": stack, ...files }, env), showValues },
  );

const pinned = (spec: ClusterSpec): ClusterSpec =>
  pin(spec, { certificates: new Map(), digests: digestsOf(spec) });

const digestsOf = ({ services }: ClusterSpec) =>
  new Map(services.map(({ image }) => [image, "sha256:abc"]));

/** What people are told of the plan that leads from the one to the other. */
const plannedFrom = (before: Given, after: Given): { lines: string[]; json: string } => {
  const plan = diff(pinned(clusterOf(after)), swarmOf(pinned(clusterOf(before))));
  return { lines: render(plan), json: JSON.stringify(planJson(plan)) };
};

const service = (lines: string, image = "web") =>
  `services:\n  web:\n    image: ${image}\n${lines.replaceAll(/^(?=.)/gm, "    ")}\n`;

interface Form {
  readonly what: string;
  /** Lines of the service, with ${X} in them. */
  readonly lines: string;
  readonly told: string;
}

const forms: readonly Form[] = [
  {
    what: "a variable of the environment",
    lines: "environment: {PLAIN: '${X}'}",
    told: "environment.PLAIN: ${X} (changed)",
  },
  {
    what: "one with more around it",
    lines: "environment: ['PLAIN=a${X}b']",
    told: "environment.PLAIN: a${X}b (changed)",
  },
  {
    what: "one that is passed on",
    lines: "environment: [X]",
    told: "environment.X: ${X} (changed)",
  },
  {
    what: "one that is called a secret",
    lines: "environment: {DB_PW: '${X}'}",
    told: "environment.DB_PW: ${X} (changed)",
  },
  {
    what: "one within what is called a secret",
    lines: "environment: {DB_URL: 'mysql://web:${X}@db/web'}",
    told: "environment.DB_URL: (hidden, with ${X}) (changed)",
  },
  {
    what: "a line that is split into words",
    lines: "command: web --flag ${X}",
    told: 'command: ["web","--flag","${X}"] (changed)',
  },
  {
    what: "a list of words",
    lines: "entrypoint: [web, '${X}', end]",
    told: 'entrypoint: ["web","${X}","end"] (changed)',
  },
  { what: "a label", lines: "labels: {a: '${X}'}", told: "containerLabels.a: ${X} (changed)" },
  {
    what: "a label of the service",
    lines: "deploy: {labels: ['a=${X}']}",
    told: "labels.a: ${X} (changed)",
  },
  {
    what: "a health check",
    lines: "healthcheck: {test: 'check ${X}'}",
    told: 'healthcheck.test: ["CMD-SHELL","check ${X}"] (changed)',
  },
  {
    what: "options of logging",
    lines: "logging: {driver: a, options: {b: '${X}'}}",
    told: "logging.options.b: ${X} (changed)",
  },
  { what: "a user", lines: "user: '${X}'", told: "user: ${X} (changed)" },
  {
    what: "a host",
    lines: "extra_hosts: ['a:${X}']",
    told: "hosts: ${X} a (changed)",
  },
  {
    what: "a constraint",
    lines: "deploy: {placement: {constraints: ['node.labels.a==${X}']}}",
    told: "constraints: node.labels.a==${X} (changed)",
  },
];

for (const { what, lines, told } of forms)
  test(`${what} is told by the name of the variable, and neither by the new value nor by the old one`, () => {
    const stack = service(lines);
    const [before, after] = ["hunter1", "4711"];
    const said = plannedFrom({ stack, env: { X: before } }, { stack, env: { X: after } });
    assert.deepEqual(said.lines[1], `    ${told}`);
    for (const text of [...said.lines, said.json]) {
      assert.ok(!text.includes(before), text);
      assert.ok(!text.includes(after), text);
    }
    const shown = plannedFrom(
      { stack, env: { X: before } },
      { stack, env: { X: after }, showValues: true },
    );
    assert.match(shown.lines.join("\n"), /hunter1.* -> .*4711/);
    assert.match(shown.json, /hunter1.*4711/);
  });

test("an image is told by the name of the variable, and by its digest", () => {
  const stack = service("", "registry:5000/web:${TAG}");
  const said = plannedFrom({ stack, env: { TAG: "1" } }, { stack, env: { TAG: "2" } });
  assert.equal(said.lines[1], "    image: registry:5000/web:${TAG}@sha256:abc (changed)");
  const twice = pinned(pinned(clusterOf({ stack, env: { TAG: "2" } })));
  assert.equal(twice.outside?.services[0]?.image, "registry:5000/web:${TAG}@sha256:abc");
});

test("numbers, spans, amounts and words of a few are told as they are, as they can hold no secret", () => {
  const stack = service(
    "stop_grace_period: '${SPAN}'\nports: ['${PORT}']\n" +
      "deploy: {replicas: '${N}', endpoint_mode: '${E}', resources: {limits: {memory: '${M}'}}}",
  );
  const said = plannedFrom(
    { stack, env: { N: "1", SPAN: "1s", M: "64M", PORT: "80:80", E: "vip" } },
    { stack, env: { N: "2", SPAN: "2s", M: "65M", PORT: "81:80", E: "dnsrr" } },
  );
  assert.deepEqual(said.lines.slice(1, -1), [
    "    stopGracePeriod: 1 s -> 2 s",
    "    ports: 80:80/tcp (ingress) -> 81:80/tcp (ingress)",
    "    replicas: 1 -> 2",
    "    resources.limits.memory: 64 MiB -> 65 MiB",
    "    endpointMode: vip -> dnsrr",
  ]);
});

test("variables of env files are told by name, and what the file itself says as it is", () => {
  const stack = service("env_file: own.env\nenvironment: {A: '${A}', B: bb, C: 'c c'}");
  const given = (a: string, c: string): Given => ({
    stack: stack.replace("c c", c),
    files: { "/work/own.env": `OWN=${a}own\n`, "/work/all.env": `A=${a}all\n` },
    envFiles: ["all.env"],
  });
  const said = plannedFrom(given("x", "c1"), given("y", "c2"));
  assert.deepEqual(said.lines.slice(1, -1), [
    "    environment.A: ${A} (changed)",
    "    environment.C: c1 -> c2",
    "    environment.OWN: ${OWN} (changed)",
  ]);
});

test("what is there and declared no longer is not shown, as it may have come from a variable", () => {
  const before = service("command: web --x hush\nenvironment: {A: hush}\nlabels: {b: hush}");
  const said = plannedFrom({ stack: before }, { stack: service("") });
  assert.deepEqual(said.lines.slice(1, -1), [
    "    command: (not shown) -> (from the image)",
    "    environment.A: (not shown) -> (absent)",
    "    containerLabels.b: (not shown) -> (absent)",
  ]);
});

test("options of networks and volumes are told by name", () => {
  const stack =
    `${service("networks: [n]\nvolumes: ['v:/v']")}` +
    "networks: {n: {driver_opts: {o: '${X}'}, labels: {l: '${X}'}}}\n" +
    "volumes: {v: {driver_opts: {type: nfs, o: 'addr=a,password=${X}', device: ':/${X}'}}}\n";
  const said = plannedFrom({ stack, env: { X: "old-one" } }, { stack, env: { X: "new-one" } });
  const text = said.lines.join("\n");
  for (const line of [
    "options.o: ${X} (changed)",
    "labels.l: ${X} (changed)",
    "options.o: addr=a,password=${X} (changed)",
    "options.device: :/${X} (changed)",
  ])
    assert.ok(text.includes(`\n    ${line}\n`), text);
  assert.doesNotMatch(`${text}${said.json}`, /old-one|new-one/);
});

test("a folder of one's own home is told as a folder, and services by their own names", () => {
  const stack = service("environment: {NAME: '${NAME}'}\nvolumes: ['~/data:/a', './b:/b']");
  const env = { HOME: "/home/somebody", NAME: "shop_web" };
  const said = plannedFrom({ stack: service("") }, { stack, env });
  assert.deepEqual(said.lines.slice(0, -1), [
    "~ service shop_web: environment and mounts differ",
    "    environment.NAME: (absent) -> ${NAME}",
    "    mounts./a: (absent) -> bind ${HOME}/data",
    "    mounts./b: (absent) -> bind /work/b",
  ]);
});

test("where a variable is not set, all that is written of it is told, and nothing of the old value", () => {
  const stack = service("environment: {A: 'a${X}', B: '${X:-b}', C: '${X}'}\ncommand: web ${X}");
  const said = plannedFrom({ stack, env: { X: "hunter2" } }, { stack });
  assert.deepEqual(said.lines.slice(1, -1), [
    '    command: ["web","${X}"] (changed)',
    "    environment.A: a${X} (changed)",
    "    environment.B: ${X:-b} (changed)",
    "    environment.C: ${X} (changed)",
  ]);
});

test("nothing of how a cluster is told is in what is written", () => {
  const stack = service("environment: {A: '${A}'}");
  const { outside, ...spec } = clusterOf({ stack, env: { A: "hunter2" } });
  assert.deepEqual(outside?.values, [{ name: "A", value: "hunter2" }]);
  assert.deepEqual(spec, clusterOf({ stack: service("environment: {A: hunter2}") }));
});

/** What people write into stack files, with # for the secret. */
const literals: readonly string[] = [
  "environment: {PW: '#'}",
  "environment: {DB_PW: '#'}",
  "environment: {COOKIE: '#'}",
  'environment: {SETTINGS: \'{"user": "a", "password": "#"}\'}',
  "environment: {HEADER: 'Authorization: Bearer #'}",
  "environment: {PLAIN: 'Bearer #'}",
  'environment: {PEM: "-----BEGIN PRIVATE KEY-----\\n#\\n-----END PRIVATE KEY-----"}',
  "environment: {CACHE: 'redis://:#@cache:6379/0'}",
  "labels: {traefik.basicauth.users: 'a:#'}",
  "deploy: {labels: ['db.password=#']}",
  "command: mysqladmin -uroot -p# ping",
  "command: [mysqladmin, '-p#']",
  "command: [web, --db-password, '#']",
  "command: [sh, -c, 'exec web --token=#']",
  "entrypoint: curl -u a:# http://web",
  "entrypoint: [redis-cli, -a, '#']",
  "healthcheck: {test: 'curl -u a:# http://web'}",
  "healthcheck: {test: 'redis-cli -a # ping'}",
  "healthcheck: {test: [CMD, redis-cli, -a, '#', ping]}",
  "healthcheck: {test: 'mysql -p# -e x'}",
  "logging: {driver: splunk, options: {splunk-token: '#'}}",
  "volumes: ['v:/v']\nx-v: &v {driver_opts: {type: nfs, o: 'username=a,password=#', device: ':/a'}}",
];

for (const literal of literals)
  test(`a secret in the file itself is not shown: ${literal}`, () => {
    const volumes = literal.includes("&v") ? "volumes: {v: *v}\n" : "";
    const stackWith = (secret: string) => `${service(literal.replace("#", secret))}${volumes}`;
    const [before, after] = ["h0sh-h0sh-h0sh", "hush-hush-hush"];
    const given = (secret: string, showValues = false) => ({
      stack: stackWith(secret),
      showValues,
    });
    const said = plannedFrom(given(before), given(after));
    assert.ok(said.lines.length > 2, said.lines.join());
    assert.doesNotMatch(`${said.lines.join("\n")}${said.json}`, /h[0u]sh/);
    const shown = plannedFrom(given(before), given(after, true));
    assert.match(shown.lines.join("\n"), /h0sh.*->.*hush/s);
    assert.match(shown.json, /h0sh.*hush/);
  });

const refusals: readonly (readonly [string, string, RegExp])[] = [
  [
    "a port",
    service("ports: ['${X}']"),
    /a\.yml:4:\d+: services\.web\.ports\.0: .*but is "\$\{X\}"/,
  ],
  ["a span", service("stop_grace_period: '${X}'"), /but is "\$\{X\}"/],
  ["one word of a few", service("deploy: {mode: 'a${X}'}"), /but is "a\$\{X\}"/],
  ["a mount", service("volumes: ['${X}']"), /\$\{X\}/],
  ["a volume", service("volumes: ['${X}:/a']"), /no such entry under volumes: \$\{X\}/],
  ["a network", service("networks: ['${X}']"), /no such entry under networks: \$\{X\}/],
  ["a secret's name", service("secrets: ['${X}']"), /no such entry under secrets: \$\{X\}/],
  ["a restart", service("restart: '${X}'"), /but is "\$\{X\}"/],
  ["a health check", service("healthcheck: {test: ['${X}']}"), /begins with \$\{X\}/],
  ["an env file", service("env_file: '${X}'"), /cannot read \/work\/\$\{X\}/],
];

for (const [what, stack, says] of refusals)
  test(`${what} that is refused is told by the name of the variable`, () => {
    const env = { X: "hunter2hunter2" };
    const told = (showValues: boolean): string => {
      try {
        clusterOf({ stack, env, showValues });
      } catch (error) {
        const { message, hint, stack: trace } = error as Error & { hint?: string };
        return `${message}\n${hint}\n${trace}`;
      }
      throw new Error("it was not refused");
    };
    assert.match(told(false), says);
    assert.doesNotMatch(told(false), /hunter2/);
    assert.match(told(true), /hunter2/);
  });

/** Wherever free text may stand; the value is that of X, of an env file, or of a variable of --env-file. */
const everywhere = [
  ...forms.map(({ lines }) => service(lines)),
  service("", "registry:5000/a:${X}"),
  service("env_file: own.env"),
  service("environment: ['${X}']"),
  service("environment: {A: 'x${X}y${Y}'}"),
  service("command: '${X}'"),
  service("volumes: ['/srv/${X}:/a']"),
  service("volumes: [{type: bind, source: '${X}', target: '/${X}'}]"),
  service("ports: ['${X}']"),
  service("stop_grace_period: '${X}'"),
  service("hostname: '${X}'\nworking_dir: '${X}'\ncap_add: ['${X}']\ndns: '${X}'"),
  service("sysctls: {a: '${X}'}\ncredential_spec: {file: '${X}'}"),
  `${service("networks: [n]")}networks: {n: {name: 'a\${X}', driver: '\${X}'}}\n`,
  `${service("configs: [c]")}configs: {c: {content: '\${X}', name: 'n\${X}'}}\n`,
];

const value = fc.oneof(
  fc.string({ minLength: 6, maxLength: 30 }),
  fc.stringMatching(/^[a-z0-9 "'\\/:=,;@-]{6,20}$/),
  fc.stringMatching(/^[A-Za-z0-9]{6,20}$/),
);

test("whatever the value of a variable is, no plan and no refusal holds it", () => {
  const plain = service("");
  /** What would be said if nothing came from outside cannot hold it but by chance. */
  const byChance = [...everywhere, plain].join("\n");
  let [refused, planned] = [0, 0];
  fc.assert(
    fc.property(value, fc.constantFrom(...everywhere), (x, stack) => {
      const text = x.replaceAll(/[\r\n\0]/g, "x");
      fc.pre(
        text.trim().length >= 6 && !byChance.toLowerCase().includes(text.trim().toLowerCase()),
      );
      const given = { stack, env: { X: text }, files: { "/work/own.env": `OWN=${text}\n` } };
      const changed = { ...given, env: { X: "" }, files: { "/work/own.env": "OWN=" } };
      const isNamed = /name: 'a|content|type: bind|\['\$\{X\}'\]/.test(stack);
      const said = saidOf(given, { plain, changed: isNamed ? given : changed });
      if (said.refused) refused++;
      else planned++;
      for (const line of said.lines) {
        assert.ok(!line.includes(text), line);
        assert.ok(!line.includes(JSON.stringify(text).slice(1, -1)), line);
      }
    }),
    { numRuns: 1500 },
  );
  assert.ok(refused > 100 && planned > 500, `${refused} refused, ${planned} planned`);
});

const saidOf = (
  given: Given,
  { plain, changed }: { plain: string; changed: Given },
): { refused: boolean; lines: readonly string[] } => {
  try {
    const plans = [plannedFrom({ stack: plain }, given), plannedFrom(given, changed)];
    return { refused: false, lines: plans.flatMap(({ lines, json }) => [...lines, json]) };
  } catch (error) {
    const { message, hint = "", stack = "" } = error as Error & { hint?: string };
    return { refused: true, lines: [message, hint, stack] };
  }
};
