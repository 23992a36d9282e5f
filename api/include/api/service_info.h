#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "base/reflect.h"

/// What the models say about services and operations, as the generator writes it down.
namespace gantry::api {

/// One operation of a service. Names are as on the wire; all text lives as long as the process.
struct OperationInfo {
    std::string_view name;
    const reflect::TypeInfo& (*input)();
    const reflect::TypeInfo& (*output)();
    std::shared_ptr<void> (*make_input)();     ///< a new value of `input`
    std::shared_ptr<void> (*make_output)();    ///< a new value of `output`
    std::span<const std::string_view> errors;  ///< the modelled exceptions, sorted by name

    /// Paginated operations only, else empty: the members that carry the pages.
    std::string_view input_token;
    std::string_view output_token;
    std::string_view page_size;
    std::string_view items;

    bool readonly = false;

    [[nodiscard]] constexpr bool paginated() const { return !input_token.empty(); }
};

/// Makes a value whose type only its maker knows.
template <class T>
std::shared_ptr<void> make_value() {
    return std::make_shared<T>();
}

/// One service.
struct ServiceInfo {
    std::string_view name;           ///< as SDKs call it, e.g. "ECS"
    std::string_view target_prefix;  ///< X-Amz-Target is this, a full stop, and the operation
    std::string_view signing_name;   ///< the service part of a SigV4 scope
    std::string_view api_version;
    std::string_view json_version;              ///< "1.0", "1.1", or empty for other protocols
    std::span<const OperationInfo> operations;  ///< sorted by name
};

}  // namespace gantry::api
