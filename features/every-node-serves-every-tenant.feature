Feature: Every node serves every tenant

  A visitor reaches a tenant through whichever node the name server gives out. Each node therefore
  answers for every tenant, over http and https, and hands the visitor's own address on.

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

  Scenario: Every node answers for every tenant
    When two clients ask every node for every tenant
    Then every answer is 200 from the tenant that was asked for
    And every tenant saw the address of the client that asked, and no other

  Scenario: The client's own address arrives, whatever the client claims
    When two clients ask every node for every tenant, forging X-Forwarded-For with none, one, two and a list
    Then every answer is 200 from the tenant that was asked for
    And every tenant saw the address of the client that asked, and no other

  Scenario: A client that claims to be another client is not believed
    When two clients ask every node for every tenant, claiming to be "172.16.0.1, 127.0.0.1"
    Then every answer is 200 from the tenant that was asked for
    And every tenant saw the address of the client that asked, and no other

  Scenario: A host that no tenant has is refused
    When two clients ask every node for the unknown host "nobody.example.com"
    Then every answer is 404 from the proxy, and from no tenant
