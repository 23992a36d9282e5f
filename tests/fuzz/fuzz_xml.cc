// XML as requests of S3 and, since it is written alike, as every shape that IAM answers. What was
// read comes back the same from its own text.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/iam/operations.h"
#include "api/s3/operations.h"
#include "base/assert.h"
#include "wire/json_codec.h"
#include "wire/protocol/xml_decode.h"
#include "wire/protocol/xml_encode.h"

namespace gantry {
namespace {

struct Shape {
    const reflect::TypeInfo& type;
    std::shared_ptr<void> (*make)();
};

std::vector<Shape> xml_shapes() {
    std::vector<Shape> shapes;
    for (const auto& operation : api::s3::operations()) {
        shapes.push_back({operation.input(), operation.make_input});
        shapes.push_back({operation.output(), operation.make_output});
    }
    for (const auto& operation : api::iam::operations()) {
        shapes.push_back({operation.output(), operation.make_output});
    }
    return shapes;
}

void check(const Shape& shape, std::string_view text) {
    const auto value = shape.make();
    if (const auto read = wire::decode_xml({.text = text}, shape.type, value.get(), nullptr);
        !read) {
        GANTRY_ASSERT(read.error().kind == ErrorKind::InvalidArgument);
        GANTRY_ASSERT(!read.error().message.empty());
        return;
    }
    const auto written = [&shape](const void* object) {
        std::string out;
        wire::append_xml_element(out, "Root", "", shape.type, {}, object);
        return out;
    };
    // The first writing leaves out what XML cannot spell.
    const auto second = shape.make();
    GANTRY_ASSERT(
        wire::decode_xml({.text = written(value.get())}, shape.type, second.get(), nullptr)
            .has_value()
    );
    const auto third = shape.make();
    const std::string text_of_second = written(second.get());
    GANTRY_ASSERT(
        wire::decode_xml({.text = text_of_second}, shape.type, third.get(), nullptr).has_value()
    );
    GANTRY_ASSERT(written(third.get()) == text_of_second);
}

}  // namespace
}  // namespace gantry

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<gantry::Shape> kShapes = gantry::xml_shapes();
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    gantry::check(kShapes[data[0] % kShapes.size()], text);
    return 0;
}
