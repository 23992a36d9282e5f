#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "net/http.h"
#include "services/ecr/registry/child.h"

namespace gantry::ecr {

struct ProcessOptions {
    std::string directory;  ///< its own; made where it is not there. Empty: there is no registry
    std::string program = "docker-registry";  ///< a path, or a name to be found in PATH
};

/// Debian's docker-registry as a child of ours: started when first needed, on a unix socket in a
/// directory of its own that nobody else may enter; started again, later and later, when it ends.
/// Ends with us, however we end.
///
/// A thread of its own from the first use on.
class RegistryProcess {
  public:
    explicit RegistryProcess(ProcessOptions options);
    ~RegistryProcess();
    RegistryProcess(const RegistryProcess&) = delete;
    RegistryProcess& operator=(const RegistryProcess&) = delete;

    /// What the states of its uploads are signed with: letters, digits, dashes and underscores.
    /// Before its first use.
    void sign_with(std::string secret) { secret_ = std::move(secret); }

    using Ready = std::function<void(Result<net::Endpoint>)>;

    /// Where it listens, once it does. Any thread; called once, on any thread, perhaps before this
    /// returns. Errors: Unavailable where it cannot be started, with what to do about it.
    void when_ready(Ready ready);

    /// Ends it: SIGTERM, then SIGKILL. Whoever waits is told. Idempotent.
    void stop();

    /// Its process's id while it runs, for tests.
    [[nodiscard]] std::optional<int> pid() const;

  private:
    void run();
    bool wait_until_wanted();
    Result<Child> start();
    Result<void> repair();
    Result<void> wait_until_it_listens(const Child& child);
    void serve(Child& child);
    void end(Child& child);
    void read_output(const Child& child);
    void take_line(std::string_view line);
    void tell(const Result<net::Endpoint>& how);
    void rest(bool served_long);
    [[nodiscard]] bool listens() const;
    [[nodiscard]] bool stopping() const;
    [[nodiscard]] net::Endpoint endpoint() const;
    [[nodiscard]] std::string path_of(const char* name) const;

    const ProcessOptions options_;
    std::string secret_;
    Fd directory_;  ///< its thread's, once it has begun
    std::string socket_;
    Duration pause_{};
    std::string output_;      ///< of a line that is not complete
    std::string last_words_;  ///< what it said last
    Fd stop_;                 ///< readable once it is to stop
    std::thread thread_;

    mutable std::mutex mutex_;  ///< guards what follows
    std::condition_variable changed_;
    std::vector<Ready> waiting_;
    std::optional<net::Endpoint> ready_;
    std::optional<int> pid_;
    bool stopping_ = false;
    bool begun_ = false;
    bool again_ = false;  ///< it ran, and is to run again
};

}  // namespace gantry::ecr
