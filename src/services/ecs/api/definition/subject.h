#pragma once

#include <fmt/format.h>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/ecs/register_task_definition_request.h"
#include "base/result.h"
#include "services/ecs/api/errors.h"

namespace gantry::ecs::definition {

using Input = api::ecs::RegisterTaskDefinitionRequest;
using Container = api::ecs::ContainerDefinition;
using api::ecs::NetworkMode;

/// A registration while its rules are looked at: the request, and what several rules ask of it.
/// The request must outlive it.
struct Subject {
    explicit Subject(const Input& request);

    const Input& input;
    const std::vector<Container>& containers;
    NetworkMode mode;                        ///< bridge where none is given
    std::optional<std::int64_t> cpu;         ///< task-level, CPU units; absent also if unreadable
    std::optional<std::int64_t> memory_mib;  ///< task-level
    bool has_execution_role = false;

    /// Null when there is none of that name.
    [[nodiscard]] const Container* find_container(std::string_view name) const;
    [[nodiscard]] bool asks_for(api::ecs::Compatibility compatibility) const;
};

/// A rule, or several. The error is the answer of RegisterTaskDefinition.
using Check = Result<void> (*)(const Subject&);
using ContainerCheck = Result<void> (*)(const Subject&, const Container&);

/// Runs rules in order up to the first that is broken.
Result<void> run_checks(const Subject& subject, std::initializer_list<Check> checks);
/// Runs all rules on one container after the other.
Result<void> run_checks(const Subject& subject, std::initializer_list<ContainerCheck> checks);

/// ClientException with a formatted text.
template <class... Args>
Error refuse(fmt::format_string<Args...> text, Args&&... args) {
    return client_exception(fmt::format(text, std::forward<Args>(args)...));
}

/// The elements of an optional list; none when it is absent.
template <class T>
const std::vector<T>& each(const std::optional<std::vector<T>>& list) {
    static const std::vector<T> kNone;
    return list ? *list : kNone;
}

/// The text of an optional member; empty when it is absent.
inline const std::string& text_of(const std::optional<std::string>& text) {
    static const std::string kNone;
    return text ? *text : kNone;
}

/// An image of a private ECR repository: "<account>.dkr.ecr.<region>.amazonaws.com/…".
bool is_ecr_image(std::string_view image);

/// arn:<partition>:s3:::<bucket>/<key>
bool is_object_arn(std::string_view arn);

/// True when the container logs through `driver`.
bool uses_log_driver(const Container& container, api::ecs::LogDriver driver);

/// The option of a container's log configuration; null when it has none of that name.
const std::string* log_option(const Container& container, const std::string& name);

}  // namespace gantry::ecs::definition
