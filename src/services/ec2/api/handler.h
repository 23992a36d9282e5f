#pragma once

#include "services/ec2/api/about.h"
#include "services/ec2/api/errors.h"

namespace gantry::ec2 {

/// A handler, with DryRun: what would have been done is not, and the answer is an error that says
/// so. What the handler refuses is refused first. The error's status is 412.
/// Source: EC2 API Reference, "Common parameters".
template <auto Handler>
struct WithDryRun;
template <class Output, class Input, Result<Output> (*Handler)(Call&, const Input&)>
struct WithDryRun<Handler> {
    static Result<Output> run(Call& call, const Input& input) {
        auto answer = Handler(call, input);
        if constexpr (requires { input.dry_run; }) {
            if (answer && input.dry_run.value_or(false)) {
                return refused(
                    "DryRunOperation", "Request would have succeeded, but DryRun flag is set."
                );
            }
        }
        return answer;
    }
};

/// A line of the operation table: what the call is about is in words (about.h).
template <service::detail::Name OperationName, auto Handler, service::detail::Name Words>
constexpr service::Operation handle() {
    return service::
        operation<OperationName, &WithDryRun<Handler>::run, about::kAbout<OperationName, Words>>();
}

/// The same of one that changes tags.
template <service::detail::Name OperationName, auto Handler, bool WithValues>
constexpr service::Operation handle_tags() {
    constexpr auto kAbout = [](const Call& call, const auto& input, service::Access& access) {
        about::of_tags(
            call,
            input.resources.value_or(std::vector<std::string>{}),
            input.tags.value_or(Tags{}),
            WithValues,
            access
        );
    };
    return service::operation<OperationName, &WithDryRun<Handler>::run, kAbout>();
}

}  // namespace gantry::ec2
