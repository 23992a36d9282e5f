// ARNs and identifiers as users write them: whatever the text, taking it apart answers, and what
// was taken apart is written again as it was.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "base/manual_loop.h"
#include "service/registry.h"
#include "services/ecs/api/names.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/model/arn.h"

namespace {

using namespace gantry;

/// A call that may be asked for anything; the tables are empty.
struct World {
    ecs::Tables tables;
    IdSource ids{Random(1)};
    service::Settings settings;
    service::Options options;
    service::KeyRing keys;
    std::unique_ptr<core::Core> core;
    ManualLoop loop;
    service::Registry services{{}, {loop, services, core, ids, keys, settings, options}};
    ecs::Scope scope{"123456789012", "us-east-1"};
    aws::Caller caller{scope, aws::root_arn(scope), "", {}};
    std::string request_id = "fuzz";
    core::Transaction tx;
    ecs::Call call{
        .scope = scope,
        .caller = caller,
        .principal = caller.principal,
        .request_id = request_id,
        .now = {},
        .tables = tables,
        .ids = ids,
        .settings = settings,
        .services = services,
        .tx = tx,
    };
};

void check_arn(std::string_view text) {
    const Result<ecs::Arn> arn = ecs::Arn::parse(text);
    if (!arn) return;
    GANTRY_ASSERT(arn->str() == text);
    GANTRY_ASSERT(ecs::looks_like_arn(text));
}

void check_references(const World& world, std::string_view text) {
    const auto id = ecs::resolve_task_id(world.call, "default", text);
    GANTRY_ASSERT(!id || ecs::is_resource_id(*id));
    const auto service = ecs::resolve_service_name(world.call, "default", text);
    GANTRY_ASSERT(!service || ecs::is_resource_name(*service));
    const auto cluster = ecs::resolve_cluster_name(world.scope, std::string(text));
    GANTRY_ASSERT(!cluster || ecs::is_resource_name(*cluster));
    const auto definition = ecs::parse_task_definition_reference(world.call.scope, text);
    if (!definition || !definition->revision) return;
    const std::string arn =
        ecs::task_definition_arn(world.call.scope, definition->family, *definition->revision);
    GANTRY_ASSERT(ecs::parse_task_definition_reference(world.call.scope, arn) == definition);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const World kWorld;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_arn(text);
    check_references(kWorld, text);
    return 0;
}
