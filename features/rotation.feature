Feature: Images, configs, secrets and certificates are rotated

  The swarm cannot change a config or a secret. New content is a new object under a new name, the
  services move over to it, and the old one goes when nothing needs it any more.

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

  Scenario: A certificate that was renewed is served by every node
    Given the cluster is as described
    And the certificate of "bearded" is renewed on "2026-11-01"
    When the cluster is applied
    Then every node serves "bearded" with the certificate of "2026-11-01"
    And every node answers for every tenant
    And the plan is empty
    When the certificate of "bearded" is renewed on "2026-11-02"
    And the cluster is applied
    Then every node serves "bearded" with the certificate of "2026-11-02"
    And the swarm has 2 secrets that begin with "proxy_cert_bearded_": the one in use, and the one to go back to

  Scenario: A new image and a changed config reach every container, and no visitor notices
    Given the tenants have these variables
      | tenant  | WEB        |
      | bearded | web-before |
    And the cluster is as described
    And clients keep asking every node for every tenant
    And the tenants have these variables
      | tenant  | WEB | GREETING        |
      | bearded | web | Mind your chin. |
    When the cluster is applied
    Then no request failed
    And no answer was another tenant's, and each tenant saw the address of the client that asked
    And every container of "bearded_web" is of the image "registry:5000/web"
    And the file "/etc/motd" in every container of "bearded_web" says "Mind your chin."
    And the plan is empty
