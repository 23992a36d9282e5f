#include "service/coverage.h"

#include <fmt/format.h>

#include <algorithm>

namespace gantry::service {
namespace {

std::string describe(const Service& service, Treatment treatment) {
    switch (treatment) {
        case Treatment::Refused:
        case Treatment::RefusedByOperation:
            return fmt::format("refused (`{}`)", service.refusal_code);
        case Treatment::RefusedAtLaunch: return "kept; no task is started from it";
        case Treatment::Kept: return "kept and shown, no effect";
        case Treatment::Ignored: return "ignored";
    }
    return "";
}

/// What is to be said about an operation as a whole; null when it just works or does not exist.
const UnsupportedMember* find_remark(const Service& service, std::string_view operation) {
    const auto entries = service.unsupported;
    const auto found = std::ranges::find_if(entries, [operation](const UnsupportedMember& entry) {
        return entry.operation == operation && entry.member.empty();
    });
    return found == entries.end() ? nullptr : &*found;
}

std::string describe_operation(const Service& service, std::string_view name) {
    if (find_operation(service, name) == nullptr) return "not implemented";
    const UnsupportedMember* remark = find_remark(service, name);
    if (remark == nullptr) return "works";
    const bool ignored = remark->treatment == Treatment::Ignored;
    return fmt::format("{}: {}", ignored ? "no effect" : "always refused", remark->note);
}

std::size_t count_working(const Service& service) {
    const auto all = service.model().operations;
    return static_cast<std::size_t>(std::ranges::count_if(all, [&service](const auto& operation) {
        return describe_operation(service, operation.name) == "works";
    }));
}

std::string operations_section(const Service& service) {
    std::string rows;
    for (const api::OperationInfo& operation : service.model().operations) {
        const std::string what = describe_operation(service, operation.name);
        rows += fmt::format("| {} | {} |\n", operation.name, what);
    }
    return fmt::format(
        "{} of the {} operations work. Those that are not implemented answer HTTP 400 with the "
        "code\n`{}`.\n\n"
        "| operation | |\n| --- | --- |\n{}",
        count_working(service),
        service.model().operations.size(),
        service.refusal_code,
        rows
    );
}

std::string members_section(const Service& service) {
    std::string text = "| operation | member | what happens | note |\n| --- | --- | --- | --- |\n";
    for (const UnsupportedMember& entry : service.unsupported) {
        if (entry.member.empty()) continue;
        text += fmt::format(
            "| {} | `{}` | {} | {} |\n",
            entry.operation,
            entry.member,
            describe(service, entry.treatment),
            entry.note
        );
    }
    return text;
}

}  // namespace

std::string coverage_index(std::span<const Service* const> services) {
    std::string rows;
    for (const Service* service : services) {
        rows += fmt::format(
            "| [{}](coverage/{}.md) | {} of {} |\n",
            service->title,
            service->name,
            count_working(*service),
            service->model().operations.size()
        );
    }
    return fmt::format(
        "# What works\n\n"
        "Written by `gantry coverage` from the tables the server answers by; the style check keeps "
        "it current.\n\n"
        "| service | operations that work |\n| --- | --- |\n{}\n"
        "A request for any other AWS service is refused in the protocol that its clients read, "
        "with a text that\nnames the service: `InvalidAction` where requests are forms (ELB, RDS, "
        "CloudFormation …), `NotImplemented`\nby S3, `UnknownOperationException` by all others.\n",
        rows
    );
}

std::string coverage_page(const Service& service) {
    return fmt::format(
        "# What of {} works\n\n"
        "Written by `gantry coverage {}` from the tables the server answers by; the style check "
        "keeps it current.\n\n"
        "## Operations\n\n"
        "{}\n"
        "## Members without effect\n\n"
        "Every member of a working operation's input that is not listed here is acted on. In "
        "paths, `[]` is\nany element of a list, and `=VALUE` means that value only.{}\n\n"
        "{}",
        service.title,
        service.name,
        operations_section(service),
        std::ranges::find(
            service.unsupported, Treatment::RefusedAtLaunch, &UnsupportedMember::treatment
        ) == service.unsupported.end()
            ? ""
            : " Members that no task is started from are\nrefused by RunTask, StartTask and the "
              "service operations.",
        members_section(service)
    );
}

}  // namespace gantry::service
