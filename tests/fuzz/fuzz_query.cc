// The cluster query language: whatever the text, parsing answers, and what parses can be evaluated
// and means the same when parsed again from its own text.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "services/ecs/placement/placer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gantry::ecs::placement;
    static const InstanceView kInstance{
        .id = "a",
        .ec2_instance_id = "i-0123",
        .agent_version = "1.51.0",
        .attributes = {{"a", "1"}, {"b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}, {"c", ""}},
        .running_tasks = 2,
        .tasks_by_group = {{"service:web", 1}},
    };
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto query = Query::parse(text);
    if (!query) {
        GANTRY_ASSERT(!query.error().message.empty());
        return 0;
    }
    const auto again = Query::parse(query->text());
    GANTRY_ASSERT(again.has_value());
    GANTRY_ASSERT(matches(kInstance, *query) == matches(kInstance, *again));
    return 0;
}
