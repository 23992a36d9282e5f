#pragma once

#include <string>

#include "sim/workload/client.h"

/// What clients do. Each act makes at most one call and queues what follows from its answer.
namespace gantry::sim {

/// One act by chance, of those that make sense with what the client knows.
void do_something(Client& client);

// definitions.cc
void register_definition(Client& client);
void forget_definition(Client& client);
/// `,"resourceRequirements":[…]` for a container that asks for so many GPUs.
std::string gpus_json(const char* count);
/// `,"dockerLabels":{…}` for a container with a file of a secret, in a task with an execution role;
/// nothing while there is no such secret.
std::string file_labels(Client& client);
/// An ARN; there is one.
std::string some_definition(Client& client);

// services.cc
void create_service(Client& client);
void scale_service(Client& client);
void roll_service(Client& client);
void change_deployment_rules(Client& client);
/// A forced deployment of any service there is.
void disturb_service(Client& client);
void delete_service(Client& client);

// tasks.cc
void run_task(Client& client);
void start_task(Client& client);
void stop_task(Client& client);
void protect_tasks(Client& client);

// networks.cc
/// The subnets and groups of the default VPC, as people look them up before they use them.
void look_at_networks(Client& client);
/// Lets something through that is not, or no longer.
void change_group(Client& client);
/// `,"networkConfiguration":{…}` for what is made from a definition; nothing where it needs none.
std::string network_for(Client& client, const std::string& definition);

// volumes.cc
/// What a definition says of volumes, each with its comma; empty for most.
struct DefinedVolumes {
    std::string volumes;  ///< of the definition
    std::string mounts;   ///< of its main container
    bool disk = false;    ///< one is made at launch
};
DefinedVolumes some_volumes(Client& client);
/// A directory of a file system.
DefinedVolumes file_system();
/// `,"volumeConfigurations":[…]` for what is made from a definition; nothing where it needs none.
std::string disk_for_task(Client& client, const std::string& definition);
std::string disk_for_service(Client& client, const std::string& definition);
/// Makes a snapshot of a volume, looks at those that there are, deletes one, or a volume that has
/// outlived its task.
void keep_snapshots(Client& client);

// instances.cc
void list_instances(Client& client);
/// DRAINING, or back to ACTIVE.
void drain_instance(Client& client);

// settle.cc
/// Makes every service want something that can be had on the simulated machines, and stops the
/// standalone tasks, so that all must converge afterwards. For a time without faults.
void settle_everything(Client& client);

// break.cc
/// A revision that does not work.
struct BrokenRevision {
    const char* image;  ///< says what its containers do
    bool health_check = false;
};
/// Its definitions are of this family.
inline constexpr const char* kBrokenFamily = "broken";
const BrokenRevision& some_broken_revision(Random& random);
/// Rolls every service to such a revision: their tasks of the revision before must stay.
void break_roll_outs(Client& client, const BrokenRevision& revision);

}  // namespace gantry::sim
