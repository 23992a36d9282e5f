// RegisterTaskDefinition with any JSON: it answers, an error always has a name and a text, and what
// was registered can be described and registered again.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "api/ecs/register_task_definition_request.h"
#include "base/assert.h"
#include "services/ecs/api/definition/complete.h"
#include "services/ecs/api/definition/validate.h"
#include "wire/json_codec.h"

namespace {

using namespace gantry;
using api::ecs::RegisterTaskDefinitionRequest;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto input = wire::decode_json<RegisterTaskDefinitionRequest>(text);
    if (!input) return 0;
    const ecs::definition::Subject subject(*input);
    if (auto good = ecs::definition::validate(subject); !good) {
        GANTRY_ASSERT(good.error().code == "ClientException" && !good.error().message.empty());
        return 0;
    }
    // The stored document has the request's members, so it can be sent again and must come out
    // equal.
    const auto first = ecs::definition::complete_definition(subject);
    const auto again = wire::decode_json<RegisterTaskDefinitionRequest>(wire::encode_json(first));
    GANTRY_ASSERT(again.has_value());
    const ecs::definition::Subject second(*again);
    GANTRY_ASSERT(ecs::definition::complete_definition(second) == first);
    return 0;
}
