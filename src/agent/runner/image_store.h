#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agent/agent_config.h"
#include "agent/backoff.h"
#include "agent/runner/runtime_monitor.h"
#include "base/loop.h"
#include "base/random.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Gets images onto the machine, each at most once at a time whoever asks, by the configured pull
/// behaviour. Lives on the agent's loop.
class ImageStore {
  public:
    /// @param got hears of each image that somebody got, and whether a registry gave it just now
    /// and there was none before
    /// @param told hears how far a pull is, at most once a second, and null once it is over
    ImageStore(
        Loop& loop,
        Random& random,
        runtime::ContainerRuntime& runtime,
        const RuntimeMonitor& monitor,
        PullBehavior behavior,
        std::function<void(const std::string& image, bool pulled)> got,
        std::function<void(const std::string& image, const runtime::ImageProgress* progress)> told
    );
    ~ImageStore();
    ImageStore(const ImageStore&) = delete;
    ImageStore& operator=(const ImageStore&) = delete;

    struct Listener {
        std::function<void()> on_pull_began;  ///< a registry is asked; not when a copy is used
        std::function<void()> on_pull_ended;
        /// Last. Unavailable: the runtime is away. Any other error holds the runtime's words.
        std::function<void(Result<runtime::ImageStatus>)> on_done;
    };
    /// Makes sure that `image` is on the machine. Callbacks never come from within the call; none
    /// after the handle was dropped (the pull itself goes on).
    /// @param login for the registry; who asks with another one has a pull of its own
    std::shared_ptr<void> get(
        const std::string& image, const runtime::RegistryAuth& login, Listener listener
    );

    /// What was last seen of an image that get() answered, or null.
    [[nodiscard]] const runtime::ImageStatus* known(const std::string& image) const;

    /// Takes an image off the machine. Who asks for it meanwhile waits, and has it pulled again.
    /// Errors: Conflict while it is on its way, or the runtime's.
    void remove(const std::string& image, std::function<void(Result<void>)> done);

  private:
    struct Job;
    using JobPtr = std::shared_ptr<Job>;

    void begin(const JobPtr& job);
    void decide(const JobPtr& job, Result<runtime::ImageStatus> copy);
    void pull(const JobPtr& job);
    void on_progress(const JobPtr& job, const runtime::ImageProgress& progress);
    void on_pulled(const JobPtr& job, const Result<void>& how);
    void pull_failed(const JobPtr& job, Error why);
    void finish(const JobPtr& job, Result<runtime::ImageStatus> how);

    Loop& loop_;
    Random& random_;
    runtime::ContainerRuntime& runtime_;
    const RuntimeMonitor& monitor_;
    PullBehavior behavior_;
    std::function<void(const std::string& image, bool pulled)> got_;
    std::function<void(const std::string& image, const runtime::ImageProgress* progress)> told_;
    std::map<std::vector<std::string>, JobPtr> jobs_;  ///< by image, user and password
    std::map<std::string, runtime::ImageStatus> known_;
    std::set<std::string> leaving_;  ///< full names of images that are being removed
    std::shared_ptr<bool> alive_;
};

/// "nginx" → "nginx:latest"; names with a tag or a digest stay as they are.
std::string full_image_name(const std::string& image);

/// The digest ("sha256:…") under which the repository of `image` knows it; empty when it does not:
/// another repository's would not find the image again.
std::string digest_of(const std::string& image, const runtime::ImageStatus& status);

}  // namespace gantry::agent
