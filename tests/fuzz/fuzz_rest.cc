// Requests of REST services: method, target, headers and a body, as lines; they are routed as S3's
// and as EventBridge Scheduler's.
#include <cstdint>

#include "api/s3/operations.h"
#include "api/test/scheduler/operations.h"
#include "protocols.h"

namespace gantry {
namespace {

std::string_view take_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
}

void check(const api::ServiceInfo& service, std::string_view text) {
    const std::string_view method = take_line(text);
    const std::string_view target = take_line(text);
    std::vector<wire::HeaderField> headers;
    for (auto line = take_line(text); !line.empty(); line = take_line(text)) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        headers.emplace_back(line.substr(0, colon), line.substr(colon + 1));
    }
    const wire::HttpView request{method, target, headers, text};
    const auto* operation = wire::codec_of(service.protocol).find_operation(service, request);
    if (operation != nullptr) fuzz_request(service.protocol, service, *operation, request);
}

}  // namespace
}  // namespace gantry

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    gantry::check(gantry::api::s3::service(), text);
    gantry::check(gantry::api::test::scheduler::service(), text);
    return 0;
}
