Feature: Sabotaged tenants and plans

  

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

  Scenario: A tenant's web service reaches another tenant's database
    Caught as: "shaven_web" "bearded" "tasks.bearded_db"

    When someone lets "shaven_web" join the network "bearded_private"
    And the web service of every tenant tries to open the database of every tenant
    Then each opens its own, and no other

  Scenario: A tenant's web service is gone from the overlay network
    Caught as: "node-0" "shaven" "name resolution"

    When someone takes "shaven_web" off its networks
    And the proxy of every node asks the service "web" of every tenant directly
    Then each is answered by the tenant it asked, also by containers on other nodes

  Scenario: Somebody scales a service
    Caught as: "update service bearded_web"

    When someone changes the service "bearded_web" behind our back
      | replicas | 3 |
    Then the plan is empty

  Scenario: Somebody scales a service, and another one too
    Caught as: "shaven_rt"

    When someone changes the service "bearded_web" behind our back
      | replicas | 3 |
    And someone changes the service "shaven_rt" behind our back
      | replicas | 0 |
    Then the plan is only to update the service "bearded_web"

  Scenario: Somebody removes a service
    Caught as: "create service shaven_cache"

    When someone removes the service "shaven_cache" behind our back
    Then the plan is exactly
      | update | service | proxy |

  Scenario: Somebody removes a service of which something was to be said
    Caught as: "bearded_rt"

    When someone removes the service "bearded_rt" behind our back
    Then the plan says of the service "bearded_rt": "its data stay"

  Scenario: Somebody changes another field than was expected
    Caught as: "replicas"

    When someone changes the service "bearded_web" behind our back
      | replicas | 3 |
    Then the plan names the fields
      | image |

  Scenario: Applying writes what somebody has changed
    Caught as: "bearded_web"

    When someone changes the service "bearded_web" behind our back
      | replicas | 3 |
    And the cluster is applied
    Then nothing was written

  Scenario: Somebody else's service is changed
    Caught as: "foreign"

    When someone else makes a service "foreign" of the image "registry:5000/web"
    And the cluster is applied
    And someone changes the service "foreign" behind our back
      | replicas | 2 |
    Then the service "foreign" is as it was made

  Scenario: A service that should be gone is somebody else's
    Caught as: "foreign"

    When someone else makes a service "foreign" of the image "registry:5000/web"
    And the cluster is applied
    Then the service "foreign" is gone

  Scenario: A stack that was struck has left something
    Caught as: "hairy_left"

    When someone else makes a service "hairy_left" of the image "registry:5000/web"
    And the cluster is applied
    Then nothing of the stack "hairy" is left in the swarm

  Scenario: A container reads an old config
    Caught as: "/etc/motd of bearded_web on node-0" "an old text"

    When the "/etc/motd" of "bearded_web" is "an old text" in its containers
    Then the file "/etc/motd" in every container of "bearded_web" says "Mind your chin."

  Scenario: An old image runs on
    Caught as: "image of bearded_web on node-0" "web-before"

    When the cluster is applied
    Then every container of "bearded_web" is of the image "registry:5000/web-before"

  Scenario: Two secrets are left over
    Caught as: "proxy_cert_bearded_"

    When somebody has made the network "proxy_cert_bearded_1", the config "proxy_cert_bearded_2" and the secret "proxy_cert_bearded_3"
    Then the swarm has 1 secrets that begin with "proxy_cert_bearded_": the one in use, and the one to go back to

  Scenario: A service that should fail does not
    Caught as: "did not fail"

    When the cluster is applied, whatever comes of it
    Then it fails, and the message says
      | bearded_web |

  Scenario: An apply has to restart what somebody removed, and takes its time
    Caught as: "it took"

    When someone removes the service "bearded_db" behind our back
    And the cluster is applied
    Then it took less than 1 seconds

  @raises-only
  Scenario: A service is silently rolled back
    Caught as: "bearded_web" "roll"

    Given the tenants have these variables
      | tenant  | WEB      |
      | bearded | registry |
    When the cluster is applied

  Scenario: A folder is not shared by one node
    Caught as: "node-02"

    When the folder "/srv/services/bearded/db" of "node-02" is not shared
    Then the folder "/srv/services/bearded/db" is still there on every node

  Scenario: A tenant's data are on a node that does not share them
    Caught as: "bearded"

    Given a note is written for every tenant through "node-01"
    When the folder "/srv/services/bearded/db" of "node-01" is not shared
    And the folder "/srv/services/bearded/db" of "node-02" is not shared
    And the folder "/srv/services/bearded/db" of "node-03" is not shared
    And the node that runs "bearded_db" is drained
    And within 60 seconds all tasks run on the other nodes
    Then every tenant's note is read through every active node, and through none by another tenant

  Scenario: A database is gone
    Caught as: "notes of bearded through node-0" "503"

    When someone takes "bearded_db" off its networks
    Then within 3 seconds every tenant's notes can be read through every active node

  Scenario: Data were not reset
    Caught as: "Welcome to bearded"

    Given a note is written for every tenant through "node-01"
    Then the notes of the tenant "bearded" are these
      | Welcome to bearded |

  Scenario: A service has nowhere to go
    Caught as: "bearded_rt"

    Given the node that runs "bearded_rt" is drained
    And someone changes the service "bearded_rt" behind our back
      | replicas | 0 |
    Then within 3 seconds all tasks run on the other nodes

  Scenario: A manager is one no more
    Caught as: "node-03 worker"

    When the node "node-03" is made a worker
    Then the swarm has 3 managers, one of them the leader, and 0 workers

  Scenario: A proxy is replaced, though nothing of its service has changed
    Caught as: "tasks of proxy" "running"

    When the cluster is applied
    And the tasks of "proxy" are killed again and again for 1 seconds
    Then the tasks of the service "proxy" are those from before

  Scenario: A renewed certificate costs each proxy its task
    Caught as: "tasks of proxy" "running"

    Given the certificate of "bearded" is renewed on "2026-11-02"
    When the cluster is applied
    Then the tasks of the service "proxy" are those from before

  Scenario: A name leads nowhere
    Caught as: "shaven_web"

    When someone takes "shaven_web" off its networks
    Then the proxy of every node finds an address for "shaven_web"

  Scenario: Something that ran beside another has left its mark
    Caught as: "it is there"

    When somebody puts the file "/srv/services/bearded/two-at-a-time" on the shared storage
    Then nobody has put the file "/srv/services/bearded/two-at-a-time" on the shared storage

  Scenario: A service that is said to be gone runs on
    Caught as: "containers of bearded_rt on node-0"

    Then no node has a container of the service "bearded_rt" that runs
