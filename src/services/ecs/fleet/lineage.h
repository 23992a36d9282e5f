#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "core/core.h"

namespace gantry::fleet {

/// Tells whether a state that an agent was told of belongs to the past of the state that is here. A
/// state is known by its newest durable record, "<sequence>@<milliseconds since 1970>"; to agents
/// this is a word without meaning, which they keep and give back.
///
/// Where the answer is no, the agent was told of changes that are not here: the data directory was
/// restored from an older copy, or is another one. See docs/decisions/0021.
///
/// Lives on the core's loop.
class Lineage {
  public:
    /// @param core outlives it
    explicit Lineage(core::Core& core) : core_(core) {}

    /// The word for what is durable now.
    [[nodiscard]] std::string newest() const;

    /// Whether the state `told` is one that was here. What cannot be told counts as if: a record
    /// that retention has forgotten or that cannot be read, a word that is none.
    /// Cost: now and then a look at the journal for one record.
    [[nodiscard]] bool has(std::string_view told);

  private:
    [[nodiscard]] bool had(core::Sequence sequence, SysTime time);

    core::Core& core_;
    std::map<core::Sequence, SysTime> looked_up_;  ///< a bounded number
};

}  // namespace gantry::fleet
