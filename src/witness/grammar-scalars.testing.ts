import fc from "fast-check";

const oneOf = (...all: readonly string[]) => fc.constantFrom(...all);

/** What is right as a rule, and now and then what people take for it. */
const mostly = (right: readonly string[], wrong: readonly string[]) =>
  fc.oneof({ weight: 80, arbitrary: oneOf(...right) }, { weight: 1, arbitrary: oneOf(...wrong) });

/** Words and numbers as they stand in stack files, with their quotes; to be read as YAML 1.1. */
export const anyScalar = fc.oneof(
  { weight: 6, arbitrary: oneOf("web", "production", "a-b_c", "x.y", "/srv/data", "5", "8080") },
  { weight: 3, arbitrary: oneOf('"5"', "'yes'", '"a b"', "'it''s'", '"a\\tb\\u00e9"', '"# no"') },
  {
    weight: 2,
    arbitrary: oneOf("1.5", "0.50", "1e3", "1_000", "0x1f", "0755", "0o17", "+12", "-0"),
  },
  {
    weight: 2,
    arbitrary: oneOf("12345678901", "1234567890123456789", "1.10", ".5", "7e10", "1:30"),
  },
  {
    weight: 2,
    arbitrary: oneOf(`\${TAG}`, `v\${EDITION}`, `\${NONE:-x}`, `\${EMPTY-y}`, "$$HOME"),
  },
  { weight: 1, arbitrary: oneOf("2024-05-01", "~", "null", '""', "", "yes", "off", "No", "y") },
  { weight: 1, arbitrary: oneOf("http://x:80/?a=b", "a=b=c", "grüß", "a  b", "a #b", "<<", "=") },
);

/** Texts: what is a word in any case. */
export const anyWord = fc.oneof(
  oneOf("web", "serve", "--all", "/srv/data", "x-1", "node.role", "10s", "ops@example.org"),
  oneOf('"a b"', "'it''s'", '"$$x"', "'{{.Node.Hostname}}'", '"5"', `\${DOMAIN}`, "a=b"),
);

export const anyName = oneOf("A", "LOG_LEVEL", "app.port", "com.example.x", "x-y", "N1");

export const anyImage = mostly(
  [
    ...[
      "shop/web:1",
      "web",
      "registry.example.org:5000/a/b:1.2",
      `shop/web:\${TAG}`,
      '"shop/web:2"',
    ],
    ...["library/nginx:1", "docker.io/shop/web", "ghcr.io/x/y:latest", "localhost/x"],
    ...["shop/web:1@sha256:7919fdd5300e7abf7ae95919e6f144b37c55df16553302dbbcc7495a5aa0c079"],
  ],
  ["Shop/Web:1", "shop/web:", "https://example.org/web", `web:\${NONE}`],
);

export const anySpan = mostly(
  ["5s", "1m30s", "500ms", "0s", "1h", '"10s"', "1.5s", "2m"],
  ["90", "5", "1d"],
);

export const anyMemory = mostly(
  ["128M", "1G", '"512m"', "1.5gb", "64kb", '"1048576"', "'1e9'", "0.5g"],
  ["100000", "1 apple"],
);

export const anyCpus = mostly(
  ["'0.5'", '"2"', '"0.001"', '".25"', "'1.50'", "'5e-1'"],
  ["0.5", "2"],
);

export const anyCount = mostly(["0", "1", "2", "3", "10", `\${REPLICAS}`], ['"2"', "two", "1.5"]);

export const anyTruth = mostly(["true", "false", "True"], ["yes", '"true"', "off"]);

export const anyShortPort = mostly(
  [
    ...['"80:80"', "8080:80", '"53:53/udp"', "3000", '"3000-3002"', '"9000-9001:80-81"', "'8443'"],
    ...['"6060:6060/udp"', '"7001:7001/tcp"', `\${EDITION}000:80`, "22:22"],
  ],
  ['"127.0.0.1:8001:8001"', "0:80", '"80:80/TCP"', "web:80"],
);

export const anyShortMount = mostly(
  [
    ...[
      "data:/data",
      "data:/data:ro",
      '"/srv/x:/x"',
      "/srv/y/:/y/",
      "./conf:/conf:ro",
      "/anonymous",
    ],
    ...["~/h:/h", "data:/d:nocopy", "../up:/up", "/a:/b:rslave,ro", "data:/logs:rw"],
  ],
  ["undeclared:/x", ":/x"],
);

export const anyConstraint = oneOf(
  "node.role == manager",
  '"node.labels.a==b"',
  "node.hostname!=x",
);
