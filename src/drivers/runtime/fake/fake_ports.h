#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "drivers/runtime/container_runtime.h"
#include "drivers/runtime/fake/fake_spec.h"

namespace gantry::runtime {

/// The host ports that are taken on a fake machine.
class FakePorts {
  public:
    /// Where Docker looks for a port when none is asked for.
    static constexpr std::uint16_t kFirstDynamic = 49153;
    static constexpr std::uint16_t kLastDynamic = 60999;

    /// Takes all of the ports, or none. One without a wanted host port gets a free one; a range
    /// ("8000-8010") gets its first free port. Errors: Internal in Docker's words, without its
    /// introduction: "Bind for 0.0.0.0:80 failed: port is already allocated".
    Result<std::vector<PortBinding>> take(const std::vector<FakeSpec::Port>& ports);
    void release(const std::vector<PortBinding>& bindings);

    [[nodiscard]] std::size_t taken() const { return taken_.size(); }

  private:
    using Key = std::pair<std::string, std::uint16_t>;  ///< protocol, host port

    [[nodiscard]] bool is_free(const PortBinding& binding) const;
    Result<void> choose_host_port(PortBinding& binding, const std::string& wanted);

    std::map<Key, std::vector<std::string>> taken_;  ///< → host addresses
    std::uint16_t next_dynamic_ = kFirstDynamic;
};

}  // namespace gantry::runtime
