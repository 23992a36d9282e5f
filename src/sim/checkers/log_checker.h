#pragma once

#include <map>
#include <set>
#include <string>

#include "services/logs/model/tables.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// The disk for log events holds nothing, some time after a process has started, that it held then
/// and no row knew: what a crash or a disk that failed left behind when something was deleted.
class LogChecker {
  public:
    using Streams = std::map<std::string, std::set<std::string>>;

    explicit LogChecker(Verdict& verdict) : verdict_(verdict) {}

    void on_start(const Streams& held, const logs::Tables& tables, MonoTime now);
    void check(const Streams& held, MonoTime mono, SysTime now);

  private:
    /// Writing to a slow disk takes seconds.
    static constexpr Duration kTime{5'000};

    Verdict& verdict_;
    Streams left_behind_;
    MonoTime started_{};
};

}  // namespace gantry::sim
