#pragma once

#include <functional>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "service/service.h"

namespace gantry::service {

/// Reads the inputs of a service's operations, and refuses what cannot reach a handler. Made once
/// for a service; any thread.
class InputReader {
  public:
    explicit InputReader(const Service& service);

    /// Fills in a new input.
    using Decode = std::function<Result<void>(void* input, wire::UnknownEnumValue* unknown)>;

    /// Decodes, brings into the service's form, checks the model's bounds, and refuses members that
    /// Gantry does not act on: handlers find required members present.
    /// Errors: SerializationException; the service's own for unknown words and broken bounds
    /// (InputRules); its refusal code, naming the first member that is refused.
    Result<void> read(const api::OperationInfo& operation, const Decode& decode, void* input) const;

  private:
    const Service& service_;
    std::unordered_map<std::string_view, Refusals> refused_;  ///< by operation
};

}  // namespace gantry::service
