import assert from "node:assert/strict";
import { test } from "node:test";
import { warningsOf } from "./check.ts";
import { background, clusterOf, clusterOn, contextWith, webStack } from "./test-feature.ts";

type Parts = Parameters<typeof background>[0];

const refused = (parts: Parts, message: string | RegExp, hint = /^/) =>
  assert.throws(
    () => clusterOf(background(parts)),
    (error: Error & { hint?: string }) => {
      const said = error.message.replace(/^features\/x\.feature:/, "");
      if (typeof message === "string") assert.equal(said, message);
      else assert.match(said, message);
      assert.match(error.hint ?? "", hint);
      return true;
    },
  );

const problemOf = (parts: Parts): string => {
  try {
    clusterOf(background(parts));
    return "";
  } catch (error) {
    return String(error);
  }
};

const nodes = (...rows: string[]): { swarm: string } => ({
  swarm: `Given a swarm "tuleap" with these nodes
      | node | role |
${rows.map((row) => `      | ${row} |\n`).join("")}`,
});

const tenants = (...rows: string[]): { tenants: string } => ({
  tenants: `And these tenants on stack file "tuleap.yml"
      | tenant | host |
${rows.map((row) => `      | ${row} |\n`).join("")}`,
});

const stackWith = (line: string): string =>
  webStack.replace("    networks:", `    ${line}\n    networks:`);

test("names that are there twice are refused at the second", () => {
  refused(nodes("a | manager", "a | worker"), `6: the node "a" is there twice`);
  refused(tenants("a | a.org", "a | b.org"), `13: the tenant "a" is there twice`);
  refused(tenants("a | a.org", "b | A.org"), `13: the host "a.org" is there twice`);
  const network = `And an overlay network "tuleap"\n    And an overlay network "tuleap"`;
  refused({ network }, `10: the overlay network "tuleap" is there twice`);
  refused(tenants("a | a.org", "A | b.org"), `13: the tenant "A" is there twice`);
});

test("names that no swarm, DNS server or proxy takes are refused", () => {
  refused(
    nodes("a b | manager"),
    `5: the name of a node cannot be "a b"`,
    /use at most 63 letters, digits/,
  );
  refused(tenants("a/b | a.org"), `12: the name of a tenant cannot be "a/b"`);
  refused(tenants("a | a.org } #"), `12: the name of a host cannot be "a.org } #"`);
  refused(tenants("a | "), `12: the name of a host cannot be ""`);
  refused(
    { network: `And an overlay network ""` },
    `9: the name of an overlay network cannot be ""`,
  );
});

const label = "a".repeat(63);

test("a name is as long as a swarm, a machine and a DNS server take it", () => {
  const fits = [
    nodes(`${label} | manager`),
    { network: `And an overlay network "${label}"` },
    tenants(`a | ${label}.${label}.${label}.${"a".repeat(61)}`),
  ];
  for (const parts of fits)
    assert.doesNotMatch(problemOf(parts), /the name of/, JSON.stringify(parts));
  refused(
    nodes(`${"a".repeat(300)} | manager`),
    `5: the name of a node cannot be "${"a".repeat(64)}…", which has 300 characters`,
    /at most 63/,
  );
  refused(nodes(`${label}a | manager`), `5: the name of a node cannot be "${label}a"`);
  refused(tenants(`${label}a | a.org`), `12: the name of a tenant cannot be "${label}a"`);
  refused(tenants(`a | ${label}a.org`), /^12: the name of a host cannot be "a{64}…", which has 68/);
  refused(tenants(`a | ${"a.".repeat(127)}a`), /^12: .* which has 255 characters$/);
  refused({ network: `And an overlay network "${label}a"` }, /^9: the name of an overlay network/);
  refused(
    {
      swarm: `Given a swarm "${label}a" with these nodes\n | node | role |\n | a | manager |`,
    },
    /^3: the name of a swarm/,
  );
});

test("between the dots of a host there is a name", () => {
  for (const host of ["a..b", ".a", "a.", "a.-b", "a-.b", "*.a", "a_b.org"])
    refused(tenants(`a | ${host}`), `12: the name of a host cannot be "${host}"`);
  refused(nodes("a..b | manager"), '5: the name of a node cannot be "a..b"');
});

const registry = (address: string) => ({
  registry: `And a private registry "${address}" with the images in "fixtures/images"`,
});

test("a registry's address is a host and a port, and leads nowhere else", () => {
  const addresses = [
    "../../../etc/cron.d/x:5000",
    "a/b:5000",
    "a b:5000",
    "",
    ":5000",
    "a:0",
    "a:65536",
    "a:b",
    "a..b:5000",
    "user@a:5000",
    "a:5000:1",
  ];
  for (const address of addresses)
    refused(
      registry(address),
      `8: the address of a registry cannot be "${address}"`,
      /registry:5000/,
    );
  refused(
    registry(`${"a".repeat(300)}:5000`),
    /^8: the address of a registry cannot be "a{64}…", which has 305/,
  );
  for (const address of ["registry:5000", "registry.example.com", "127.0.0.1:5000", "R-1:80"])
    assert.doesNotMatch(problemOf(registry(address)), /address/);
});

test("an image is a name that every engine takes, refused where it stands", () => {
  const images = [
    "../outside",
    "a b",
    "registry:5000/../x",
    "/web",
    "web/",
    "a//b",
    "Web",
    "web:",
    "web:a b",
    "-a/b",
    "registry:port/web",
    "web@sha256:1",
    "a:b:c",
    "web\\",
    "a".repeat(256),
    "a".repeat(64),
    `web:${"t".repeat(129)}`,
  ];
  for (const image of images) {
    const stack = webStack.replace("registry:5000/web", JSON.stringify(image));
    assert.throws(
      () => clusterOn(stack),
      /^BadInput: features\/tuleap\.yml:3:5: services\.web\.image: must be the name of an image like/,
      image,
    );
    const proxy = `And a reverse proxy "${image}" on every node, publishing 80 and 443 in host mode`;
    if (!image.endsWith("\\")) refused({ proxy }, /^14: the image of the reverse proxy cannot be/);
  }
  const digest = `sha256:${"0".repeat(64)}`;
  for (const image of [
    "web",
    "a/web",
    "localhost/web",
    "docker.io/library/web:1",
    `r:5000/a/b_c__d--e.f:1.2-x_Y@${digest}`,
    `web@${digest}`,
    "10.0.0.1/web",
    "ab".repeat(31),
  ])
    assert.equal(clusterOn(webStack.replace("registry:5000/web", image)).services[0]?.image, image);
});

test("names that stack files give are refused at their entry", () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      webStack.replace("  web:", "  we.b: {image: b}\n  web:"),
      /:2:3: services\.we\.b: the name of a service cannot be "bearded_we\.b"/,
    ],
    [
      webStack.replace("[tuleap]", "[tuleap, n]").concat("  n: {name: ../n}\n"),
      /:8:3: networks\.n: the name of a network cannot be "\.\.\/n"/,
    ],
    [
      webStack.concat("configs: {c: {name: a b, content: c}}\n"),
      /configs\.c: the name of a config cannot be "a b/,
    ],
    [
      webStack.concat("secrets: {c: {name: a/b, content: c}}\n"),
      /secrets\.c: the name of a secret cannot be "a\/b/,
    ],
  ];
  for (const [stack, message] of cases) assert.throws(() => clusterOn(stack), { message });
});

test("a volume of the engine's own has a name that it takes; another driver may take others", () => {
  const stack = (name: string, more = "") =>
    `${stackWith('volumes: ["v:/v"]')}volumes: {v: {name: ${JSON.stringify(name)}${more}}}\n`;
  for (const name of ["../../x", "a/b", "a", "a b"])
    assert.throws(() => clusterOn(stack(name)), {
      message: `features/tuleap.yml:2:3: services.web.volumes: the name of a volume cannot be "${name}"`,
    });
  assert.throws(() => clusterOn(stack("a/b", ", driver: local")), /the name of a volume/);
  for (const [name, more] of [
    ["a/b", ", driver: nfs"],
    ["a/b", ", external: true"],
    ["a.b"],
    ["{{.Node.ID}}"],
  ] as const)
    assert.equal(clusterOn(stack(name, more)).services.length, 2);
});

test("a swarm has no more nodes than its networks have addresses for", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, i) => `n${i} | manager`);
  assert.equal(problemOf(nodes(...rows(190))), "");
  refused(nodes(...rows(191)), "195: a swarm has at most 190 nodes here, but 191 are described");
});

test("no tenant can be called as the proxy", () => {
  refused(tenants("proxy | a.org"), `12: the tenant name "proxy" is the reverse proxy's own`);
});

test("a swarm without a manager is refused", () => {
  refused(nodes("a | worker"), "3: no node is a manager", /give one node the role manager/);
});

test("an even number of managers is warned of", () => {
  const [warning] = warningsOf(clusterOf(background(nodes("a | manager", "b | manager"))));
  assert.match(warning ?? "", /tuleap has 2 managers: .* with 1$/);
  assert.deepEqual(warningsOf(clusterOf(background())), []);
});

test("a port that is published twice is refused with the names of both", () => {
  const proxy = "And a reverse proxy on every node, publishing 80 and 80 in host mode";
  refused({ proxy }, "14: the reverse proxy publishes 80/tcp twice");
  assert.throws(() => clusterOn(stackWith(`ports: ["80:8080"]`)), {
    message:
      "features/tuleap.yml:2:3: services.web.ports: bearded_web publishes 80/tcp as the reverse proxy does",
  });
  assert.throws(() => clusterOn(stackWith(`ports: ["81:8080"]`)), {
    message: /shaven_web publishes 81\/tcp as bearded_web does/,
  });
});

test("services on host ports may be on different nodes, but not where the proxy is", () => {
  const host = (port: number) =>
    stackWith(`ports: [{target: 80, published: ${port}, mode: host}, 9000]`);
  assert.equal(clusterOn(host(81)).services.length, 2);
  assert.throws(() => clusterOn(host(80)), /publishes 80\/tcp as the reverse proxy does/);
});

test("a network that two stacks name alike is refused", () => {
  const stack = `${webStack.replace("[tuleap]", "[tuleap, n]")}  n: {name: one}\n`;
  assert.throws(() => clusterOn(stack), {
    message: 'features/tuleap.yml:8:3: networks.n: the network "one" is there twice',
  });
});

test("a service that two stacks name alike is refused", () => {
  const stack = webStack.replace("services:", "services:\n  shop_web: {image: a}");
  const files = { "/work/features/tuleap.yml": stack };
  assert.throws(
    () => clusterOf(background(tenants("a | a.org", "a_shop | b.org")), contextWith(files)),
    { message: /the service "a_shop_web" is there twice/ },
  );
});

test("a tenant's name that is too long for what the proxy gets of it is refused", () => {
  const [fits, long] = ["a".repeat(40), "a".repeat(41)];
  assert.equal(
    clusterOf(
      background(tenants(`${fits} | a.org`)),
      contextWith({ "/work/features/tuleap.yml": webStack }),
    ).tenants.length,
    1,
  );
  refused(
    tenants(`${long} | a.org`),
    `12: a swarm takes at most 64 characters, but "proxy_tenant_${long}_0123456789" has 65`,
  );
});

test("a config that two stacks name alike is one, if its content is", () => {
  const stack = (content: string) => `${webStack}configs: {c: {name: one, content: ${content}}}\n`;
  assert.equal(clusterOn(stack("a")).configs.length, 1);
  assert.equal(clusterOn(stack("$TENANT")).configs.length, 2);
});

test("a secret whose bytes a driver has is not empty", () => {
  assert.equal(clusterOn(`${webStack}secrets: {s: {driver: vault, name: s}}\n`).secrets.length, 1);
});

test("a stack that is no tenant is checked like one, but the proxy does not serve it", () => {
  const files = { "/work/features/more.yml": "services: {db: {image: db}}\n" };
  const add = (name: string) =>
    clusterOf(
      background({ proxy: `And a stack "${name}" on stack file "more.yml"\n    ${proxyStep}` }),
      contextWith(files),
    );
  const spec = add("more");
  assert.equal(spec.services.at(-1)?.name, "more_db");
  assert.equal(spec.tenants.length, 2);
  assert.throws(() => add("bearded"), /14: the stack "bearded" is there twice/);
  assert.throws(() => add("proxy"), /14: the stack name "proxy" is the reverse proxy's own/);
  assert.throws(() => add("a b"), /14: the name of a stack cannot be "a b"/);
});

const proxyStep = "And a reverse proxy on every node, publishing 80 and 443 in host mode";

test("a proxy publishes ports that exist", () => {
  const proxy = "And a reverse proxy on every node, publishing 80 and 70000 in host mode";
  refused({ proxy }, "14: must be a port from 1 to 65535, but is 70000/tcp");
});

const filled = (kind: string, size: number): string =>
  `${webStack}${kind}:\n  big: {content: "${"x".repeat(size)}"}\n`;

test("configs have at most 1000 KB, secrets less than 500 KB, and neither is empty", () => {
  assert.equal(clusterOn(filled("configs", 1000 * 1024)).configs.length, 2);
  assert.equal(clusterOn(filled("secrets", 500 * 1024 - 1)).secrets.length, 2);
  assert.throws(() => clusterOn(filled("configs", 1000 * 1024 + 1)), {
    message:
      "features/tuleap.yml:9:3: configs.big: a config has at least 1 byte and at most 1000 KB, but this has 1024001 bytes",
  });
  assert.throws(() => clusterOn(filled("secrets", 500 * 1024)), /secrets\.big: a secret has/);
  assert.throws(() => clusterOn(filled("configs", 0)), /but this has 0 bytes/);
});

test("names that grow too long behind the tenant's are refused", () => {
  const long = "w".repeat(56);
  const stack = webStack.replace("services:", `services:\n  ${long}: {image: a}`);
  assert.throws(() => clusterOn(stack), {
    message: `features/tuleap.yml:2:3: services.${long}: a swarm takes at most 63 characters, but "bearded_${long}" has 64`,
  });
});

test("a tenant that the proxy cannot reach is refused", () => {
  assert.throws(() => clusterOn(webStack.replace("  web:", "  www:")), {
    message: "features/x.feature:12: the stack of bearded has no service web",
    hint: "the reverse proxy asks bearded_web on port 8080: add it to the stack file",
  });
  assert.throws(() => clusterOn(webStack.replace("[tuleap]", "[default]")), {
    message: `features/tuleap.yml:2:3: services.web: bearded_web is not on the network "tuleap" of the reverse proxy`,
  });
});

test("without a proxy a tenant needs no web service", () => {
  const stack = { "/work/features/tuleap.yml": "services: {db: {image: db}}\n" };
  const spec = clusterOf(background({ proxy: "" }), contextWith(stack));
  assert.equal(spec.proxy, undefined);
  assert.equal(spec.services[0]?.name, "bearded_db");
});
