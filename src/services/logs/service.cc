#include "services/logs/service.h"

#include <utility>

#include "api/logs/operations.h"
#include "base/sabotage.h"
#include "services/logs/api/input_rules.h"
#include "services/logs/api/operation_table.h"
#include "services/logs/api/unsupported.h"
#include "services/logs/engine/memory_engine.h"
#include "services/logs/engine/rocksdb_engine.h"
#include "services/logs/model/names.h"

namespace gantry::logs {
namespace {

std::unique_ptr<Engine> make_engine(const Options& options, Loop& loop) {
    if (options.make_engine) return options.make_engine(loop);
    if (options.directory.empty()) return std::make_unique<MemoryEngine>(loop);
    return std::make_unique<RocksdbEngine>(RocksdbOptions{options.directory, options.max_bytes});
}

/// The engine has said in the log what went wrong; what is left behind goes when we start again.
void ignore(const Result<void>& /*done*/) {}

std::optional<service::RowAddress> find_row(std::string_view arn) {
    if (!arn.starts_with("arn:")) return std::nullopt;
    const auto group = parse_group({}, arn);
    if (!group || group->name.empty() || !group->stream.empty()) return std::nullopt;
    return service::RowAddress{"logs.groups", group_key(group->scope, group->name)};
}

}  // namespace

Instance::Instance(const service::Surroundings& surroundings)
    : around_(surroundings),
      tails_(surroundings.loop),
      engine_(make_engine(surroundings.options.get<Options>(), surroundings.loop)) {}

void Instance::start() {
    tell_all();
    around_.core->subscribe(
        {[this](const core::Change& change) { on_change(change); }, [this] { tell_all(); }}
    );
}

void Instance::tell_retention(const GroupRow& row) {
    std::optional<Duration> kept;
    if (row.retention_days) kept = hours(24) * *row.retention_days;
    engine_->set_retention(row.id, kept);
}

/// What was removed just before we ended may still have its events.
void Instance::tell_all() {
    std::map<std::string, std::set<std::string>> known;
    for (const auto& [key, group] : rows().groups.rows()) {
        tell_retention(*group);
        auto& streams = known[group->id];
        const std::string members = member_key({group->account, group->region}, group->id);
        for (const auto& [id, stream] : rows().streams.with_prefix(members)) {
            if (!sabotaged(Sabotage::LogForget)) streams.insert(stream->id);
        }
    }
    if (!sabotaged(Sabotage::LogLeftBehind)) engine_->keep_only(std::move(known));
}

void Instance::on_change(const core::Change& change) {
    if (change.is_of(rows().groups)) {
        const auto* before = change.before_as(rows().groups);
        const auto* after = change.after_as(rows().groups);
        if (after != nullptr) tell_retention(*after);
        if (after == nullptr && before != nullptr) engine_->remove_group(before->id, ignore);
    }
    if (change.is_of(rows().streams) && change.after_as(rows().streams) == nullptr) {
        const auto* before = change.before_as(rows().streams);
        if (before == nullptr) return;
        // The key is account/region/group's id/name; ids hold no slash.
        const std::size_t region = change.key.find('/') + 1;
        const std::size_t id = change.key.find('/', region) + 1;
        const std::string group = change.key.substr(id, change.key.find('/', id) - id);
        engine_->remove_stream(group, before->id, ignore);
    }
}

const service::Service& service() {
    static const service::Service kService{
        .name = "logs",
        .title = "Amazon CloudWatch Logs",
        .model = &api::logs::service,
        .operations = operations(),
        .unsupported = unsupported_members(),
        .refusal_code = "InvalidOperationException",
        .input = input_rules(),
        .make = [](const service::Surroundings& around) -> std::unique_ptr<service::Instance> {
            return std::make_unique<Instance>(around);
        },
        .find_row = &find_row,
        .resources = "a log group",
    };
    return kService;
}

}  // namespace gantry::logs
