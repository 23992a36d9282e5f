#include "service/input_reader.h"

#include <fmt/format.h>

#include "service/input_errors.h"

namespace gantry::service {

InputReader::InputReader(const Service& service) : service_(service) {
    for (const Operation& operation : service.operations) {
        const api::OperationInfo* info = find_in_model(service.model(), operation.name);
        if (info == nullptr) continue;  // a test shows that every operation is one of the model
        refused_.try_emplace(
            operation.name, service.unsupported, operation.name, Treatment::Refused, info->input()
        );
    }
}

Result<void> InputReader::read(
    const api::OperationInfo& operation, const Decode& decode, void* input
) const {
    const InputRules& rules = service_.input;
    const reflect::TypeInfo& type = operation.input();
    wire::UnknownEnumValue unknown;
    if (const auto decoded = decode(input, &unknown); !decoded) {
        const Error& why = decoded.error();
        if (why.code != "InvalidEnumValue") return why;
        return rules.unknown_value != nullptr ? rules.unknown_value(operation.name, unknown, why)
                                              : unknown_value_error(service_.model(), unknown, why);
    }
    if (rules.normalise != nullptr) rules.normalise(type, input);
    if (const auto violation = wire::find_violation(type, input)) {
        return rules.violation != nullptr ? rules.violation(operation.name, *violation)
                                          : violation_error(service_.model(), *violation);
    }
    const auto refused = refused_.find(operation.name);
    if (refused == refused_.end()) return {};
    const UnsupportedMember* member = refused->second.first_present(input);
    if (member == nullptr) return {};
    return Error{
        ErrorKind::InvalidArgument,
        std::string(service_.refusal_code),
        fmt::format(
            "Gantry does not support {} of {} yet; see docs/coverage.md",
            member->member,
            operation.name
        ),
        {},
    };
}

}  // namespace gantry::service
