Feature: Proxies are restarted one by one

  New certificates, a new image, a leak: now and then the reverse proxies have to be restarted. Each
  node is then silent for a moment, since the new proxy needs the ports that the old one holds. What
  must not happen is that two nodes are silent at once, or that a visitor of another node notices.

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

  Scenario: Proxies are restarted one by one
    Given clients keep asking every node for every tenant, and listening to its events
    When the reverse proxies are restarted one at a time, 5 seconds apart
    Then at most 1 node was silent at any moment, none for longer than 4 seconds
    And no other request failed
    And no listener missed an event, and each stream was open again within 4 seconds
    And no answer was another tenant's, and each tenant saw the address of the client that asked
    And the plan is empty
