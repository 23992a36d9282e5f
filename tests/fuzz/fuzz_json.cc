// JSON of every operation of ECS, of the agent's messages and of Docker's answers: whatever the
// bytes, reading answers, and what was read comes back the same from its own text. The first byte
// picks the shape.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "api/acs/envelope.h"
#include "api/acs/payload_message.h"
#include "api/docker/container_inspect.h"
#include "api/docker/event.h"
#include "api/docker/info.h"
#include "api/ecs/operations.h"
#include "api/tcs/publish_health_request.h"
#include "api/tcs/publish_metrics_request.h"
#include "base/assert.h"
#include "wire/json_codec.h"
#include "wire/validate.h"

namespace gantry {
namespace {

struct Shape {
    const reflect::TypeInfo& type;
    std::shared_ptr<void> (*make)();
};

template <class T>
Shape shape() {
    return {T::type_info(), &api::make_value<T>};
}

std::vector<Shape> all_shapes() {
    std::vector<Shape> shapes{
        shape<api::acs::Envelope>(),
        shape<api::acs::PayloadMessage>(),
        shape<api::tcs::PublishMetricsRequest>(),
        shape<api::tcs::PublishHealthRequest>(),
        shape<api::docker::ContainerInspect>(),
        shape<api::docker::Event>(),
        shape<api::docker::Info>(),
    };
    for (const auto& operation : api::ecs::operations()) {
        shapes.push_back({operation.input(), operation.make_input});
        shapes.push_back({operation.output(), operation.make_output});
    }
    return shapes;
}

void check(const Shape& shape, std::string_view text) {
    const auto value = shape.make();
    if (const auto read = wire::decode_json_into(text, shape.type, value.get()); !read) {
        GANTRY_ASSERT(read.error().kind == ErrorKind::InvalidArgument);
        GANTRY_ASSERT(!read.error().message.empty());
        return;
    }
    wire::find_violation(shape.type, value.get());
    const std::string written = wire::encode_json(shape.type, value.get());
    const auto again = shape.make();
    GANTRY_ASSERT(wire::decode_json_into(written, shape.type, again.get()).has_value());
    GANTRY_ASSERT(wire::encode_json(shape.type, again.get()) == written);
    // Merging a text over what was read from it changes nothing.
    GANTRY_ASSERT(wire::decode_json_into(text, shape.type, value.get()).has_value());
    GANTRY_ASSERT(wire::encode_json(shape.type, value.get()) == written);
}

}  // namespace
}  // namespace gantry

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<gantry::Shape> kShapes = gantry::all_shapes();
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    gantry::check(kShapes[data[0] % kShapes.size()], text);
    return 0;
}
