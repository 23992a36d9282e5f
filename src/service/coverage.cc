#include <fmt/format.h>

#include <algorithm>

#include "api/ecs/operations.h"
#include "services/ecs/api/operation_table.h"
#include "services/ecs/api/unsupported.h"

namespace gantry::ecs {
namespace {

std::string_view describe(Treatment treatment) {
    switch (treatment) {
        case Treatment::Refused:
        case Treatment::RefusedByOperation: return "refused (`UnsupportedFeatureException`)";
        case Treatment::RefusedAtLaunch: return "kept; no task is started from it";
        case Treatment::Kept: return "kept and shown, no effect";
        case Treatment::Ignored: return "ignored";
    }
    return "";
}

/// What is to be said about an operation as a whole; null when it just works or does not exist.
const UnsupportedMember* find_remark(std::string_view operation) {
    const auto entries = unsupported_members();
    const auto found = std::ranges::find_if(entries, [operation](const UnsupportedMember& entry) {
        return entry.operation == operation && entry.member.empty();
    });
    return found == entries.end() ? nullptr : &*found;
}

std::string describe_operation(std::string_view name) {
    if (find_operation(name) == nullptr) return "not implemented";
    const UnsupportedMember* remark = find_remark(name);
    if (remark == nullptr) return "works";
    const bool ignored = remark->treatment == Treatment::Ignored;
    return fmt::format("{}: {}", ignored ? "no effect" : "always refused", remark->note);
}

std::string operations_section() {
    std::string rows;
    std::size_t working = 0;
    for (const api::ecs::OperationInfo& operation : api::ecs::operations()) {
        const std::string what = describe_operation(operation.name);
        if (what == "works") ++working;
        rows += fmt::format("| {} | {} |\n", operation.name, what);
    }
    return fmt::format(
        "{} of the {} operations work. Those that are not implemented answer HTTP 400 with the "
        "code\n`UnsupportedFeatureException`.\n\n"
        "| operation | |\n| --- | --- |\n{}",
        working,
        api::ecs::operations().size(),
        rows
    );
}

std::string members_section() {
    std::string text = "| operation | member | what happens | note |\n| --- | --- | --- | --- |\n";
    for (const UnsupportedMember& entry : unsupported_members()) {
        if (entry.member.empty()) continue;
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
        "paths, `[]` is\nany element of a list, and `=VALUE` means that value only. Members that "
        "no task "
        "is started from are refused by\nRunTask, StartTask and the service operations.\n\n"
        "{}\n"
        "## Other services\n\n"
        "None is answered yet. A request for another AWS service is refused in the protocol that "
        "its clients read, with a text\nthat names the service: `InvalidAction` where requests are "
        "forms (STS, IAM, EC2, CloudFormation …), `NotImplemented` by S3,\n"
        "`UnknownOperationException` by all others.\n",
        operations_section(),
        members_section()
    );
}

}  // namespace gantry::ecs
