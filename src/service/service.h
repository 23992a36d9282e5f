#pragma once

#include <any>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <vector>

#include "api/service_info.h"
#include "base/loop.h"
#include "base/reflect.h"
#include "core/core.h"
#include "core/migration.h"
#include "service/credentials.h"
#include "service/instance.h"
#include "service/operation.h"
#include "service/unsupported.h"
#include "wire/json_codec.h"
#include "wire/signing_rules.h"
#include "wire/validate.h"

/// What a service is to the rest of Gantry: one value that says all of it. services/all.h lists
/// them; dispatch, refusals, history, pages and coverage are driven by it.
namespace gantry::service {

/// Where a resource's row is kept.
struct RowAddress {
    std::string table;
    std::string key;
    friend bool operator==(const RowAddress&, const RowAddress&) = default;
};

/// What whoever starts a control plane wants of single services, by type: each has one structure of
/// its own, and takes its defaults where none is given.
class Options {
  public:
    template <class T>
    T& of() {
        auto& value = values_[typeid(T)];
        if (!value.has_value()) value = T{};
        return *std::any_cast<T>(&value);
    }
    template <class T>
    [[nodiscard]] T get() const {
        const auto found = values_.find(typeid(T));
        return found == values_.end() ? T{} : *std::any_cast<T>(&found->second);
    }

  private:
    std::map<std::type_index, std::any> values_;
};

class Registry;

/// What an instance is made with; everything referred to outlives it.
struct Surroundings {
    Loop& loop;  ///< the core's
    /// All services, once every instance is made: from start() on.
    const Registry& services;
    /// The core: from start() on.
    const std::unique_ptr<core::Core>& core;
    IdSource& ids;
    KeyRing& keys;
    const Settings& settings;
    const Options& options;
};

/// How a service reads and refuses input beyond what its model says. Null members: the words that
/// most services of AWS have (input_errors.h).
struct InputRules {
    /// Changes an input before its bounds are checked.
    void (*normalise)(const reflect::TypeInfo& type, void* input) = nullptr;
    Error (*unknown_value)(
        std::string_view operation, const wire::UnknownEnumValue& unknown, const Error& general
    ) = nullptr;
    Error (*violation)(std::string_view operation, const wire::Violation& violation) = nullptr;
};

struct Service {
    std::string_view
        name;  ///< "ecs": its folder, its page docs/coverage/<name>.md, its tables' prefix
    std::string_view title;  ///< "Amazon ECS"
    const api::ServiceInfo& (*model)();
    std::span<const Operation> operations;             ///< sorted by name
    std::span<const UnsupportedMember> unsupported{};  ///< sorted by operation
    /// The exception's name for what Gantry does not do.
    std::string_view refusal_code = "UnsupportedOperation";
    InputRules input{};
    wire::SigningRules signing{};
    std::unique_ptr<Instance> (*make)(const Surroundings& surroundings);
    /// What the service's rows went through. May be null.
    std::vector<core::Migration> (*migrations)() = nullptr;
    /// The row behind an ARN of this service; nothing for what is none. May be null.
    std::optional<RowAddress> (*find_row)(std::string_view arn) = nullptr;
    /// A secret of its own, in a file of this name in the data directory: made at the first start,
    /// and found in Settings::keys. Empty: it needs none.
    std::string_view key_file{};
    /// The target that is meant where the host says a part of it: "bucket.s3" and "/key" are
    /// "/bucket/key". Null: hosts say nothing.
    /// @param prefix what stands before the server's name in the host, in lower case; may be empty
    std::string (*target_meant)(std::string_view prefix, std::string target) = nullptr;
    /// What find_row knows, for people: "a cluster, service or task".
    std::string_view resources{};
};

/// Null when there is no handler of that name.
const Operation* find_operation(const Service& service, std::string_view name);
/// Null when the service's model has none of that name.
const api::OperationInfo* find_in_model(const api::ServiceInfo& model, std::string_view name);

}  // namespace gantry::service
