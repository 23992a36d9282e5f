#include <fmt/format.h>

#include "api/ecs/operations.h"
#include "services/ecs/api/operation_table.h"
#include "services/ecs/api/unsupported.h"

namespace gantry::ecs {
namespace {

std::string_view describe(Treatment treatment) {
    switch (treatment) {
        case Treatment::Refused:
        case Treatment::RefusedByOperation: return "refused (`UnsupportedFeatureException`)";
        case Treatment::Kept: return "kept and shown, no effect";
        case Treatment::Ignored: return "ignored";
    }
    return "";
}

std::string operations_section() {
    std::string text = fmt::format(
        "{} of the {} operations work. The others answer HTTP 400 with the code\n"
        "`UnsupportedFeatureException`.\n\n"
        "| operation | |\n| --- | --- |\n",
        implemented_operations().size(),
        api::ecs::operations().size()
    );
    for (const api::ecs::OperationInfo& operation : api::ecs::operations()) {
        const bool works = find_operation(operation.name) != nullptr;
        text += fmt::format("| {} | {} |\n", operation.name, works ? "works" : "not implemented");
    }
    return text;
}

std::string members_section() {
    std::string text = "| operation | member | what happens | note |\n| --- | --- | --- | --- |\n";
    for (const UnsupportedMember& entry : unsupported_members()) {
        text += fmt::format(
            "| {} | `{}` | {} | {} |\n",
            entry.operation,
            entry.member,
            describe(entry.treatment),
            entry.note
        );
    }
    return text;
}

}  // namespace

std::string coverage_markdown() {
    return fmt::format(
        "# What of the Amazon ECS API works\n\n"
        "Written by `gantry coverage` from the tables the server answers by; a test keeps it "
        "current.\n\n"
        "## Operations\n\n"
        "{}\n"
        "## Members without effect\n\n"
        "Every member of a working operation's input that is not listed here is acted on. In "
        "paths, `[]` is\nany element of a list, and `=VALUE` means that value only.\n\n"
        "{}",
        operations_section(),
        members_section()
    );
}

}  // namespace gantry::ecs
