Feature: Three managers on a private network

  The nodes have two networks. Visitors come in on the public one; everything that runs the swarm
  keeps to the private one. With three managers, one may fail.

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

  Scenario: Three managers, one leader
    Then the swarm has 3 managers, one of them the leader, and 0 workers
    And every node is known to the swarm by its private address only

  Scenario: TCP ports of engine and swarm are closed to visitors
    When the clients knock on these ports of every node
      | 2375 | 2376 | 2377 | 7946 |
    Then all of them are closed to the clients

  Scenario: From a proxy there is no way into an engine
    Then no proxy reaches the engine of any node
    And no key that a proxy holds opens an engine

  Scenario: The registry is for the nodes and for who has built the images
    Then only nodes read from the registry, and nobody pushes to it without its login

  Scenario: Nobody else asks as a client
    Then nobody asks as a client without its login, and with it the cluster alone

  Scenario: Containers on different nodes talk over the overlay network
    When the proxy of every node asks the service "web" of every tenant directly
    Then each is answered by the tenant it asked, also by containers on other nodes

  Scenario: An engine that logs what it is asked logs no secret, however large
    Given the cluster is as described
    When the engine of every node logs what it is asked
    And a stack "large" is described with a config of 1000000 bytes and a secret of 511999 bytes
    And the cluster is applied
    Then both reach its containers whole, and no engine has logged a secret or an address with more than its query
