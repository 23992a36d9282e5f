#include "services/ecs/api/operation_adapter.h"

#include "services/ecs/api/errors.h"

namespace gantry::ecs {
namespace {

/// Task definition operations answer ClientException where others say InvalidParameterException.
Error bad_value(std::string_view operation, std::string message) {
    const bool of_task_definitions = operation.find("TaskDefinition") != std::string_view::npos;
    return of_task_definitions ? client_exception(std::move(message))
                               : invalid_parameter(std::move(message));
}

}  // namespace

Result<void> decode_input(
    std::string_view operation, std::string_view body, const reflect::TypeInfo& type, void* input
) {
    const Result<void> decoded = wire::decode_request_into(body, type, input);
    if (decoded) return {};
    if (decoded.error().code == "SerializationException") return decoded.error();
    return bad_value(operation, decoded.error().message);
}

}  // namespace gantry::ecs
