#include "services/ecs/service.h"

#include <algorithm>

#include "api/ecs/operations.h"
#include "base/log.h"
#include "service/registry.h"
#include "services/ecs/api/clusters.h"
#include "services/ecs/api/input_rules.h"
#include "services/ecs/api/operation_table.h"
#include "services/ecs/api/unsupported.h"
#include "services/ecs/model/migrations.h"
#include "services/ecs/pages/agent_socket.h"
#include "services/ecs/pages/interrupt_page.h"
#include "services/ecs/pages/logs_page.h"
#include "services/ecs/pages/row_of_arn.h"
#include "services/ecs/pages/status_page.h"
#include "services/ecs/reconcile/service_controller.h"
#include "services/ecs/reconcile/task_controller.h"
#include "services/ecs/reconcile/task_definition_gc.h"
#include "services/ecs/roles/exec_rights.h"
#include "services/ecs/secrets/secret_roller.h"
#include "services/ecs/storage/volume_keeper.h"

namespace gantry::ecs {

Instance::Instance(const service::Surroundings& surroundings)
    : around_(surroundings), options_(surroundings.options.get<Options>()) {}

Instance::~Instance() = default;

std::vector<core::Controller*> Instance::controllers() {
    auto check_roles = [&services = around_.services](
                           const ServiceRow& row, const TaskDefinitionRow& definition, SysTime now
                       ) {
        return check_task_roles(services, row.scope(), row.cluster, definition.definition, {}, now);
    };
    // First: it notes what a deployment begins with before there is a task of it.
    controllers_.push_back(
        std::make_unique<SecretRoller>(rows(), around_.services, around_.ids, options_.secret_rolls)
    );
    controllers_.push_back(std::make_unique<ServiceController>(
        rows(), around_.ids, options_.scheduler, std::move(check_roles), &interfaces_
    ));
    // Sessions of a task's execution role are known by its row.
    controllers_.push_back(std::make_unique<TaskController>(
        rows(), std::max(options_.stopped_task_retention, kExecutionRoleLingers), &interfaces_
    ));
    controllers_.push_back(std::make_unique<TaskDefinitionGc>(rows()));
    controllers_.push_back(std::make_unique<VolumeKeeper>(rows(), around_.services, around_.ids));
    std::vector<core::Controller*> all;
    for (const auto& controller : controllers_) all.push_back(controller.get());
    return all;
}

void Instance::start() {
    options_.fleet.endpoint = &around_.settings.endpoint;
    fleet_.emplace(
        *around_.core, rows(), around_.ids, options_.fleet, &sessions_, &networks_, &disks_
    );
    start_counting();  // before others, whose changes after a reload it hears of
    fleet_->start();
    exec_.emplace(
        around_.loop,
        *fleet_,
        IdSource(Random::from_system()),
        ExecHub::Options{
            .secret = around_.settings.secret,
            .transcript =
                [this](const exec::Session& session, const std::string& text, bool last) {
                    session_logs_.add(session, text, last);
                    session_objects_.add(session, text, last);
                },
        }
    );
    for (const Scope& scope : options_.default_clusters) make_default_cluster(scope);
}

void Instance::stop() {
    alive_.reset();
    if (exec_) exec_->stop();
    session_logs_.stop();
    session_objects_.stop();
    if (fleet_) fleet_->stop();
}

Result<std::shared_ptr<s3::ObjectInTheMaking>> Instance::begin_session_object(
    const exec::Session& session, s3::NewObject object
) {
    auto caller = as_task_role(
        around_.services,
        {session.log.account, session.log.region},
        session.request.task_arn,
        session.log.role_arn,
        around_.loop.now()
    );
    if (!caller) return caller.error();
    return s3::begin_object(around_, *std::move(caller), std::move(object));
}

void Instance::make_default_cluster(const Scope& scope) {
    if (rows().clusters.find(cluster_key(scope, "default"))) return;
    const aws::Caller self{scope, root_arn(scope), ""};
    const std::string id = around_.ids.uuid();
    service::Call call{
        .caller = self,
        .request_id = id,
        .now = around_.loop.now(),
        .ids = around_.ids,
        .settings = around_.settings,
        .services = around_.services,
    };
    Call typed = service::call_on(call, rows());
    if (const auto created = create_cluster(typed, {}); !created) {
        log_error("default_cluster_not_created", {{"why", created.error().message}});
        return;
    }
    around_.core->commit(std::move(call.tx), "CreateCluster " + id);
}

bool Instance::has_ended(const aws::Session& session, SysTime now) const {
    return session_has_ended(rows(), session, now);
}

std::vector<service::Page> Instance::pages() {
    return {
        {
            .path = "/_gantry/logs",
            .about = "task",
            .make = [this](const net::HttpRequest& request
                    ) { return logs_page(rows(), request.target); },
        },
        {
            .path = "/_gantry/interrupt",
            .about = "task",
            .make =
                [this](const net::HttpRequest& request) {
                    return interrupt_page(
                        *around_.core, rows(), request.target, around_.loop.now()
                    );
                },
            .action = "gantry:InterruptTask",
        },
        {
            .path = "/_gantry/status",
            .about = "",
            .make =
                [this](const net::HttpRequest&) {
                    return status_page(rows(), [this](const std::string& instance) {
                        return fleet_ ? fleet_->pulls_of(instance) : nullptr;
                    });
                },
        },
    };
}

std::string Instance::health() const {
    if (!fleet_) return {};
    std::string text;
    if (const std::size_t ahead = fleet_->agents_that_know_more().size(); ahead > 0) {
        text +=
            R"("agentsThatKnowMore":)" + std::to_string(ahead) +
            R"(,"warning":"Agents are kept out that know a later state than the one that is here. )"
            R"(Put the newer data back, or start with --accept-loss.",)";
    }
    return text + R"("agents":)" + std::to_string(fleet_->connected_agents());
}

void Instance::start_counting() {
    counts_.recount();
    around_.core->subscribe(
        {.on_change =
             [this, alive = watch_](const core::Change& change) {
                 if (!alive.expired()) counts_.on_change(change);
             },
         .on_reload =
             [this, alive = watch_] {
                 if (!alive.expired()) counts_.recount();
             }}
    );
}

void Instance::write_metrics(service::MetricsText& page) const {
    page.gauge(
        "gantry_ecs_agents_connected",
        "Agents with an open control stream.",
        fleet_ ? static_cast<double>(fleet_->connected_agents()) : 0
    );
    counts_.write(page, around_.loop.now());
}

void Instance::open(service::Upgrade upgrade) {
    const std::string_view path = upgrade.request.target;
    if (judges_callers_of(path)) return ExecHub::open_client(exec_->door(), upgrade);
    open_agent_socket(
        {around_.loop, *fleet_, watch_, &around_.services, &*exec_}, std::move(upgrade)
    );
}

bool Instance::reaches_agent(const std::string& instance_key) const {
    return fleet_ && fleet_->is_connected(instance_key);
}

Result<exec::SessionBook::Ticket> Instance::promise_session(exec::Session session) {
    return exec_->promise(std::move(session));
}

const service::Service& service() {
    static const service::Service kService{
        .name = "ecs",
        .title = "Amazon ECS",
        .model = &api::ecs::service,
        .operations = operations(),
        .unsupported = unsupported_members(),
        .refusal_code = "UnsupportedFeatureException",
        .input = input_rules(),
        .make = [](const service::Surroundings& around) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>(around);
        },
        .migrations = &migrations,
        .find_row = &row_of_arn,
        .resources =
            "a cluster, service, service deployment, task, task definition, container instance or "
            "capacity "
            "provider",
    };
    return kService;
}

}  // namespace gantry::ecs
