#pragma once

#include <map>
#include <string>

#include "drivers/cgroup/kernel_files.h"

namespace gantry::cgroup {

/// The files of a machine that tests make up.
class FakeKernelFiles final : public KernelFiles {
  public:
    [[nodiscard]] Result<std::string> read(const std::string& path) const override {
        return look_up(texts, path);
    }
    [[nodiscard]] Result<std::string> link(const std::string& path) const override {
        return look_up(links, path);
    }

    std::map<std::string, std::string> texts;
    std::map<std::string, std::string> links;
    std::string forbidden;  ///< what begins so may not be read

  private:
    [[nodiscard]] Result<std::string> look_up(
        const std::map<std::string, std::string>& all, const std::string& path
    ) const {
        if (!forbidden.empty() && path.starts_with(forbidden)) {
            return Error{ErrorKind::Denied, {}, "cannot read " + path + ": Permission denied", {}};
        }
        const auto found = all.find(path);
        if (found != all.end()) return found->second;
        return not_found("cannot read " + path + ": No such file or directory");
    }
};

/// The container of the machines below: its id and its first process.
inline const std::string kFakeContainer =
    "aedd7961e27f0d2b184914ed506bb2f13a8e3783a877a2fd60508c07f2487a14";
inline constexpr std::int64_t kFakePid = 4711;

/// A machine with the first version of cgroups, Docker's cgroupfs driver, and a container in the
/// network mode bridge. Texts as a kernel 6.1 wrote them, shortened.
FakeKernelFiles make_v1_machine();
/// One with the second version and systemd.
FakeKernelFiles make_v2_machine();

}  // namespace gantry::cgroup
