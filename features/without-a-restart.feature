Feature: A tenant comes and goes without a restart

  The proxies ask a service of their own which tenants there are, and take in what changes while they run: a host
  leads to a tenant only by a list of hosts, in which nobody is who is not declared. Nothing of the proxies'
  service names a tenant, so no proxy stops for one.

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
    And a reverse proxy on every node, publishing 80 and 443 in host mode, that learns of tenants while it runs
    And the reverse proxy sends these paths to other services
      | path    | service | port |
      | /static | cache   | 8080 |
      | /events | rt      | 8080 |

  Scenario: Every node answers for every tenant, with the client's own address
    When two clients ask every node for every tenant, forging X-Forwarded-For with none, one, two and a list
    Then every answer is 200 from the tenant that was asked for
    And every tenant saw the address of the client that asked, and no other
    When both clients fetch "/static/tenant.txt" of every tenant through every node, twice
    Then each first answer came from the tenant, each second one from the cache, and both were the tenant's own
    When both clients listen to every tenant's events through every node, and one is published through "node-02"
    Then each listener heard what its tenant published, with a number, and nothing of another

  Scenario: A third tenant costs no proxy its task, neither when it comes nor when it goes
    Given the cluster is as described
    And these tenants on stack file "tuleap.yml"
      | tenant | host              |
      | hairy  | hairy.example.com |
    Then the plan is exactly
      | create | network | hairy_private        |
      | create | config  | hairy_motd_#         |
      | create | secret  | hairy_key_#          |
      | create | secret  | hairy_password_#     |
      | create | config  | proxy_tenant_hairy_# |
      | create | service | hairy_db             |
      | create | service | hairy_web            |
      | create | service | hairy_cache          |
      | create | service | hairy_rt             |
      | create | service | hairy_reset          |
      | update | service | proxy_tenants        |
    Given clients keep asking every node for "bearded" and "shaven"
    When the cluster is applied
    Then every node answers for every tenant
    And no request failed
    And no answer was another tenant's, and each tenant saw the address of the client that asked
    And the tasks of the service "proxy" are those from before
    And the plan is empty
    When the tenant "hairy" is struck from the description
    And the cluster is applied
    Then within 5 seconds every node refuses the host "hairy.example.com"
    And the tasks of the service "proxy" are those from before
    And nothing of the stack "hairy" is left in the swarm
    And every node answers for every tenant
    And the plan is empty

  Scenario: A renewed certificate costs no proxy its task either
    Given the cluster is as described
    And the certificate of "bearded" is renewed on "2026-11-01"
    When the cluster is applied
    Then within 5 seconds every node serves "bearded" with the certificate of "2026-11-01"
    And the tasks of the service "proxy" are those from before
    And every node answers for every tenant

  Scenario: Where they have to restart all the same, visitors of the other nodes do not notice
    Given the cluster is as described
    And clients keep asking every node for every tenant
    When the reverse proxies are restarted one at a time, 1 second apart
    Then at most 1 node was silent at any moment, none for longer than 6 seconds
    And no other request failed
    When the cluster is applied
    Then the plan is empty

  Scenario Outline: The host <host> is refused, though the proxies can look it up
    Given a stack "hairy" on stack file "web.yml"
    Then the proxy of every node finds an address for "<host>"
    When two clients ask every node for the unknown host "<host>"
    Then every answer is 404 from the proxy, and from no tenant

    Examples:
      | host              |
      | hairy_web         |
      | tasks.hairy_web   |
      | shaven_web        |
      | tasks.bearded_web |
      | proxy_tenants     |

  Scenario Outline: The host <host> is refused
    Given a stack "hairy" on stack file "web.yml"
    When two clients ask every node for the unknown host "<host>"
    Then every answer is 404 from the proxy, and from no tenant

    Examples:
      | host                  |
      | hairy.example.com     |
      | tasks.bearded_db      |
      | bearded.example.com.  |
      | x.bearded.example.com |
