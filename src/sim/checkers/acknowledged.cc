#include "sim/checkers/acknowledged.h"

#include <fmt/format.h>

namespace gantry::sim {

namespace {

core::Table<ecs::ServiceRow>::Ptr service_named(
    const ecs::Tables& tables, const std::string& name
) {
    for (const auto& [key, row] : tables.services.rows()) {
        if (row->name == name) return row;
    }
    return nullptr;
}

bool has_definition(const ecs::Tables& tables, const std::string& arn) {
    const auto parsed = ecs::Arn::parse(arn);
    const auto colon = parsed->path.rfind(':');
    const std::string key = ecs::task_definition_key(
        parsed->scope, parsed->path.substr(0, colon), std::stoll(parsed->path.substr(colon + 1))
    );
    return tables.task_definitions.find(key) != nullptr;
}

void check_service(
    const std::string& name,
    const PromisedService& promised,
    const ecs::Tables& tables,
    SysTime now,
    Verdict& verdict
) {
    const auto service = service_named(tables, name);
    if (!service) return verdict.broken(now, "acknowledged service is lost: " + name);
    if (promised.desired && service->desired_count != *promised.desired) {
        verdict.broken(
            now,
            fmt::format(
                "service {} wants {}, acknowledged was {}",
                name,
                service->desired_count,
                *promised.desired
            )
        );
    }
    const ecs::DeploymentRow* primary = service->primary();
    if (!promised.definition || primary == nullptr) return;
    const std::string arn =
        ecs::task_definition_arn(service->scope(), primary->family, primary->revision);
    if (arn != *promised.definition) {
        verdict.broken(
            now,
            fmt::format("service {} has {}, acknowledged was {}", name, arn, *promised.definition)
        );
    }
}

}  // namespace

void check_acknowledged(
    const Acknowledged& promised, const ecs::Tables& tables, SysTime now, Verdict& verdict
) {
    for (const std::string& arn : promised.tasks) {
        const auto parsed = ecs::Arn::parse(arn);
        if (!parsed || !tables.tasks.find(parsed->scope.prefix() + parsed->path)) {
            verdict.broken(now, "acknowledged task is lost: " + arn);
        }
    }
    for (const std::string& arn : promised.task_definitions) {
        if (!has_definition(tables, arn)) {
            verdict.broken(now, "acknowledged task definition is lost: " + arn);
        }
    }
    for (const auto& [name, service] : promised.services) {
        check_service(name, service, tables, now, verdict);
    }
    for (const std::string& name : promised.deleted_services) {
        const auto service = service_named(tables, name);
        if (service && service->status == ecs::ServiceStatus::Active) {
            verdict.broken(now, "a deleted service is back: " + name);
        }
    }
    for (const std::string& wrong : promised.wrong_answers) verdict.broken(now, wrong);
}

}  // namespace gantry::sim
