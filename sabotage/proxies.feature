Feature: Sabotaged reverse proxies

  Each scenario breaks one thing for real. Its last step has to fail, with the words that are said
  to catch it; all before it have to pass.

  Background:
    Given a swarm "tuleap" with these nodes
      | node    | role    |
      | node-01 | manager |
      | node-02 | manager |
      | node-03 | manager |
    And a private registry "registry:5000" with the images in "fixtures/images"
    And storage shared by all nodes at "/srv/services"
    And an overlay network "tuleap"
    And these tenants on stack file "tuleap.yml"
      | tenant  | host                |
      | bearded | bearded.example.com |
      | shaven  | shaven.example.com  |
    And a reverse proxy on every node, publishing 80 and 443 in host mode
    And the reverse proxy sends these paths to other services
      | path    | service | port |
      | /static | cache   | 8080 |
      | /events | rt      | 8080 |
    And the cluster is as described

  Scenario: One proxy sends a tenant's visitors to another tenant
    Caught as: "node-02" "shaven" "200 from bearded"

    When the proxy of "node-02" is configured with "tasks.bearded_web" instead of "tasks.shaven_web"
    And two clients ask every node for every tenant
    Then every answer is 200 from the tenant that was asked for

  Scenario: One proxy appends to X-Forwarded-For instead of replacing it
    Caught as: "node-02" "6.6.6.6"

    When the proxy of "node-02" is configured with "add-header X-Forwarded-For" instead of "set-header X-Forwarded-For"
    And the proxy of "node-02" is configured with "del-header nothing" instead of "del-header ^x[-_](forwarded[-_]|real[-_]ip|client[-_]ip) -m reg"
    And two clients ask every node for every tenant, claiming to be "6.6.6.6"
    Then every tenant saw the address of the client that asked, and no other

  Scenario: One proxy believes what the client claims
    Caught as: "node-01" "172.16.0.1"

    When the proxy of "node-01" is configured with "X-Forwarded-For %[req.hdr(X-Forwarded-For)]" instead of "X-Forwarded-For %[src]"
    And the proxy of "node-01" is configured with "del-header nothing" instead of "del-header ^x[-_](forwarded[-_]|real[-_]ip|client[-_]ip) -m reg"
    And two clients ask every node for every tenant, claiming to be "172.16.0.1"
    Then every tenant saw the address of the client that asked, and no other

  Scenario: The two clients have each other's address
    Caught as: "node-01" "client-1" "172."

    When the proxy of "node-01" is configured with "%[src,regsub(201,x),regsub(202,201),regsub(x,202)]" instead of "%[src]"
    And two clients ask every node for every tenant
    Then every tenant saw the address of the client that asked, and no other

  Scenario: A default backend answers for unknown hosts
    Caught as: "node-03" "nobody" "200 from bearded"

    When the proxy of "node-03" is configured with "default_backend tenant_bearded" instead of "default_backend nobody"
    And two clients ask every node for the unknown host "nobody.example.com"
    Then every answer is 404 from the proxy, and from no tenant

  Scenario: A tenant's service sends unknown hosts away, and not the proxy
    Caught as: "node-03" "nobody" "404 from no tenant"

    When the proxy of "node-03" is configured with "default_backend tenant_bearded:cache:8080" instead of "default_backend nobody"
    And two clients ask every node for the unknown host "nobody.example.com"
    Then every answer is 404 from the proxy, and from no tenant

  Scenario: One proxy does not have the newest configuration
    Caught as: "node-03" "shaven" "404"

    When the proxy of "node-03" is configured with "shaven.invalid" instead of "shaven.example.com"
    Then every node answers for every tenant

  Scenario: One proxy does not have the newest configuration, on a cluster that was left as it was
    Caught as: "node-01" "bearded" "404"

    When the proxy of "node-01" is configured with "bearded.invalid" instead of "bearded.example.com"
    Then every node still answers for every tenant

  Scenario: A certificate has expired on one node
    Caught as: "node-02" "bearded" "certificate" "expired"

    When the proxy of "node-02" serves "bearded" with a certificate that has expired
    Then every node answers for every tenant

  Scenario: A renewed certificate has not reached one node
    Caught as: "node-01" "2026-01-15"

    Given the certificate of "shaven" is renewed on "2026-11-01"
    And the cluster is as described
    When the proxy of "node-01" serves "shaven" with a certificate that was issued on "2026-01-15"
    Then every node serves "shaven" with the certificate of "2026-11-01"

  Scenario: A tenant's static files come from another tenant's cache
    Caught as: "node-02" "shaven" "bearded"

    When the proxy of "node-02" is configured with "tasks.bearded_cache" instead of "tasks.shaven_cache"
    And both clients fetch "/static/tenant.txt" of every tenant through every node, twice
    Then each first answer came from the tenant, each second one from the cache, and both were the tenant's own

  Scenario: Nothing is cached
    Caught as: "node-03" "HIT"

    When the proxy of "node-03" is configured with "tasks.shaven_web:8080" instead of "tasks.shaven_cache:8080"
    And both clients fetch "/static/tenant.txt" of every tenant through every node, twice
    Then each first answer came from the tenant, each second one from the cache, and both were the tenant's own

  Scenario: A proxy buffers event streams
    Caught as: "the stream of" "through node-02"

    When the proxy of "node-02" is configured with "http-response wait-for-body time 20s" instead of "option http-no-delay"
    Then both clients listen to every tenant's events through every node, and one is published through "node-03"

  Scenario: A tenant's listeners hear another tenant
    Caught as: "shaven"

    When the proxy of "node-01" is configured with "tasks.bearded_rt" instead of "tasks.shaven_rt"
    And both clients listen to every tenant's events through every node, and one is published through "node-03"
    Then each listener heard what its tenant published, with a number, and nothing of another

  Scenario: A node's engine is open to visitors
    Caught as: "node-02" "2375" "open"

    When port 2375 of "node-02" leads clients to its engine
    And the clients knock on these ports of every node
      | 2375 | 2376 | 2377 | 7946 |
    Then all of them are closed to the clients

  Scenario: The containers of a node reach the private network
    Caught as: "from node-02 the engine of node-01" "from node-02 the engine of node-02"

    When the packet filter of "node-02" lets containers onto the private network
    Then no proxy reaches the engine of any node

  Scenario: A proxy holds a key that opens engines
    Caught as: "the engine of node-03 by a key in the proxy of node-02"

    When the proxy of "node-02" is given the operator's certificate and key as those of "bearded"
    Then no key that a proxy holds opens an engine

  Scenario: The registry gives its images to everybody
    Caught as: "'read without a certificate': 200"

    When the registry asks for no certificate
    Then only nodes read from the registry, and nobody pushes to it without its login

  Scenario: The registry takes images from everybody
    Caught as: "'push without a login': 202"

    When the registry asks for no login
    Then only nodes read from the registry, and nobody pushes to it without its login

  Scenario: One proxy never learns that a host is not to be answered
    Caught as: "node-02" "200 from bearded"

    When the proxy of "node-02" is configured with "default_backend tenant_bearded" instead of "default_backend nobody"
    Then within 2 seconds every node refuses the host "hairy.example.com"

  Scenario: One proxy never learns of a certificate
    Caught as: "node-01" "2026-01-15"

    Given the certificate of "shaven" is renewed on "2026-11-01"
    And the cluster is as described
    When the proxy of "node-01" serves "shaven" with a certificate that was issued on "2026-01-15"
    Then within 2 seconds every node serves "shaven" with the certificate of "2026-11-01"

  Scenario: The login of the clients' relays is in a command
    Caught as: "who tell the login" "/proc/"

    When a process has the login of the clients' relays in its command
    Then nobody asks as a client without its login, and with it the cluster alone

  Scenario: A client's relay is another that asks for no login
    Caught as: "asked as client-2" "a node without a login"

    When the relay of "client-2" asks for no login and leads anywhere
    Then nobody asks as a client without its login, and with it the cluster alone

  Scenario: A secret is made by an address
    Caught as: "addresses" "secrets/create?"

    When the engine of every node logs what it is asked
    And a stack "large" is described with a config of 1000 bytes and a secret of 1000 bytes
    And the cluster is applied
    And somebody makes a secret by an address
    Then both reach its containers whole, and no engine has logged a secret or an address with more than its query
