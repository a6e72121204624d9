Feature: A whole tenant

  A tenant is a database, an application, a cache for static media and an event stream. Through every
  node a visitor sees all of them, and nothing of another tenant.

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

  Scenario: A page that is written through one node is read through all others
    When a note is written for every tenant through "node-01"
    Then every tenant's note is read through every active node, and through none by another tenant

  Scenario: Static media come from the cache, and never from another tenant
    When both clients fetch "/static/tenant.txt" of every tenant through every node, twice
    Then each first answer came from the tenant, each second one from the cache, and both were the tenant's own

  Scenario: An event that is published on one node arrives at a listener on another
    When both clients listen to every tenant's events through every node, and one is published through "node-03"
    Then each listener heard what its tenant published, with a number, and nothing of another

  Scenario: A tenant cannot open the database of another
    When the web service of every tenant tries to open the database of every tenant
    Then each opens its own, and no other

  Scenario: Data survive the move of the database to another node
    When a note is written for every tenant through "node-02"
    And the node that runs "bearded_db" is drained
    Then within 60 seconds all tasks run on the other nodes
    And within 10 seconds every tenant's notes can be read through every active node
    And every tenant's note is read through every active node, and through none by another tenant

  Scenario: A reset job that was changed costs nobody's notes
    When a note is written for every tenant through "node-03"
    And the tenants have these variables
      | tenant  | EDITION |
      | bearded | 2       |
    And the cluster is applied
    Then every tenant's note is read through every active node, and through none by another tenant

  Scenario: A reset restores the seed
    When a note is written for every tenant through "node-03"
    And the data of the tenant "bearded" are reset
    Then the notes of the tenant "bearded" are these
      | Welcome to bearded |
