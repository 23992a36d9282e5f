#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "drivers/memory_files/fake_memory_files.h"
#include "drivers/runtime/fake/fake_machine.h"
#include "sim/calm.h"
#include "sim/checkers/ledger.h"
#include "sim/verdict.h"
#include "sim/workload/keeper.h"

namespace gantry::sim {

/// A machine, and the files of secrets that its tasks have.
struct FilesMachine {
    std::string name;
    const memory_files::FakeMemoryFiles* files = nullptr;
    const runtime::FakeMachine* runtime = nullptr;
};

/// How long a file may show what the secret was before: a round is a minute and a tenth of one.
inline constexpr Duration kFilesFollow{80'000};

/// Whether a file may hold this: something that was put, and nothing newer was known to be there
/// before `since`.
bool may_be_in_file(const std::vector<PutText>& put, const std::string& text, SysTime since);

/// Promises of files that are made of secrets (docker labels gantry.files.<path>):
///
/// - A container starts with its file, mounted, of what the secret was; what the runtime is told of
///   it does not hold the secret.
/// - While it runs, and nothing is wrong, its file is what the secret is, kFilesFollow later.
/// - At rest no files are left but those of live tasks.
class SecretFileChecker {
  public:
    /// @param put what the file's secret was, in order; all outlive it
    SecretFileChecker(
        const std::vector<PutText>& put, const Ledger& ledger, const Calm& calm, Verdict& verdict
    )
        : put_(put), ledger_(ledger), calm_(calm), verdict_(verdict) {}

    void on_start(
        const FilesMachine& machine, const runtime::FakeContainer& container, SysTime now
    );
    /// Once a second, while no calls are lost by chance.
    void check(MonoTime mono, SysTime now);
    void check_at_rest(const FilesMachine& machine, SysTime now);

  private:
    struct Use {
        FilesMachine machine;
        std::string container;  ///< the runtime's id
        std::string task;       ///< id
        SysTime since;
    };

    const std::vector<PutText>& put_;
    const Ledger& ledger_;
    const Calm& calm_;
    Verdict& verdict_;
    std::vector<Use> uses_;  ///< by containers that run, or did a second ago
};

}  // namespace gantry::sim
