#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.h"
#include "wire/json_codec.h"
#include "wire/protocol/protocol.h"
#include "wire/validate.h"

/// What the fuzzers of protocols' readers share.
namespace gantry {

/// Reads bytes as a request for one operation: reading answers, what was read can be written in the
/// same protocol, and reading it again gives the same.
inline void fuzz_request(
    api::Protocol protocol,
    const api::ServiceInfo& service,
    const api::OperationInfo& operation,
    const wire::HttpView& request
) {
    const wire::Codec& codec = wire::codec_of(protocol);
    codec.find_operation(service, request);
    const auto input = operation.make_input();
    const auto read = codec.decode(service, operation, request, input.get(), nullptr);
    if (!read) {
        GANTRY_ASSERT(read.error().kind == ErrorKind::InvalidArgument);
        GANTRY_ASSERT(!read.error().message.empty());
        const wire::HttpAnswer answer =
            codec.encode_error(service, &operation, read.error(), "request-1");
        GANTRY_ASSERT(answer.status == 400 && !answer.body.empty());
        return;
    }
    wire::find_violation(operation.input(), input.get());
    const std::string text = wire::encode_json(operation.input(), input.get());
    const auto again = operation.make_input();
    GANTRY_ASSERT(codec.decode(service, operation, request, again.get(), nullptr).has_value());
    GANTRY_ASSERT(wire::encode_json(operation.input(), again.get()) == text);
    api::OperationInfo echo = operation;
    echo.output = operation.input;
    codec.encode(service, echo, input.get(), "request-1");
}

/// The same with the bytes as a body; the first byte picks the operation.
inline void fuzz_body(
    api::Protocol protocol,
    const std::vector<const api::ServiceInfo*>& services,
    std::string_view bytes
) {
    if (bytes.empty()) return;
    std::size_t pick = static_cast<unsigned char>(bytes[0]);
    bytes.remove_prefix(1);
    std::size_t count = 0;
    for (const auto* service : services) count += service->operations.size();
    pick %= count;
    for (const auto* service : services) {
        if (pick < service->operations.size()) {
            const wire::HttpView request{
                .method = "POST", .target = "/", .headers = {}, .body = bytes
            };
            return fuzz_request(protocol, *service, service->operations[pick], request);
        }
        pick -= service->operations.size();
    }
}

}  // namespace gantry
