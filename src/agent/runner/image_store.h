#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/agent_config.h"
#include "agent/runner/image_questions.h"
#include "agent/runner/runtime_monitor.h"
#include "base/loop.h"
#include "base/random.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Gets images onto the machine, each at most once at a time whoever asks, by the configured pull
/// behaviour. Lives on the agent's loop.
class ImageStore {
  public:
    /// An image that somebody got.
    struct Got {
        struct Name {
            std::string name;           ///< with its tag
            bool there_before = false;  ///< some image had it already
        };
        std::string image;        ///< "repository@sha256:…"; its name where no registry knows it
        bool pulled = false;      ///< a registry gave it just now, and it was not there before
        std::vector<Name> given;  ///< names that it was given just now
    };
    /// @param got hears of each image that somebody got
    /// @param told hears how far a pull is, at most once a second, and null once it is over
    ImageStore(
        Loop& loop,
        Random& random,
        runtime::ContainerRuntime& runtime,
        const RuntimeMonitor& monitor,
        PullBehavior behavior,
        std::function<void(const Got&)> got,
        std::function<void(const std::string& image, const runtime::ImageProgress* progress)> told
    );
    ~ImageStore();
    ImageStore(const ImageStore&) = delete;
    ImageStore& operator=(const ImageStore&) = delete;

    /// What a name without a digest stands for now: asked before get(), which is then told.
    ImageQuestions& questions() { return questions_; }

    struct Listener {
        std::function<void()> on_pull_began;  ///< a registry is asked; not when a copy is used
        std::function<void()> on_pull_ended;
        /// Last. Unavailable: the runtime is away. Any other error holds the runtime's words.
        std::function<void(Result<runtime::ImageStatus>)> on_done;
    };
    struct Wanted {
        std::string image;
        /// A name with a tag by which it is to be found later on; empty: no other than its own.
        std::string name;
        /// For the registry; who asks with another one has a pull of its own.
        runtime::RegistryAuth login;
    };
    /// Makes sure that the image is on the machine. Callbacks never come from within the call; none
    /// after the handle was dropped (the pull itself goes on).
    std::shared_ptr<void> get(const Wanted& wanted, Listener listener);

    /// What was last seen of an image that get() or a question found; null where it is not known
    /// any more, too.
    /// @param image as it was asked for, or by its digest
    [[nodiscard]] const runtime::ImageStatus* known(const std::string& image) const;

    /// Takes an image off the machine. Who asks for it meanwhile waits, and has it pulled again.
    /// @param names with tags, which may be taken away from it
    /// Errors: Conflict while it is on its way, or has another name in its repository; or the
    /// runtime's.
    void remove(
        const std::string& image,
        const std::vector<std::string>& names,
        std::function<void(Result<void>)> done
    );

  private:
    struct Job;
    using JobPtr = std::shared_ptr<Job>;
    using Removal = std::function<void(const Result<void>&)>;

    void begin(const JobPtr& job);
    void decide(const JobPtr& job, Result<runtime::ImageStatus> copy);
    void pull(const JobPtr& job);
    void on_progress(const JobPtr& job, const runtime::ImageProgress& progress);
    void on_pulled(const JobPtr& job, const Result<void>& how);
    void pull_failed(const JobPtr& job, Error why);
    void give_names(const JobPtr& job, const runtime::ImageStatus& image);
    void give_name(const JobPtr& job, const std::string& name, const runtime::ImageStatus& image);
    void finish(const JobPtr& job, Result<runtime::ImageStatus> how);
    void note(const JobPtr& job, const runtime::ImageStatus& image);
    void remember(const std::string& image, const runtime::ImageStatus& copy);

    [[nodiscard]] bool is_on_its_way(const std::set<std::string>& names) const;
    void remove_names(
        const std::string& image, const std::vector<std::string>& names, const Removal& done
    );
    void remove_each(std::vector<std::string> names, const Removal& done);
    void go_on();

    Loop& loop_;
    Random& random_;
    runtime::ContainerRuntime& runtime_;
    const RuntimeMonitor& monitor_;
    PullBehavior behavior_;
    std::function<void(const Got&)> got_;
    std::function<void(const std::string& image, const runtime::ImageProgress* progress)> told_;
    std::map<std::vector<std::string>, JobPtr> jobs_;  ///< by image, user and password
    std::map<std::string, runtime::ImageStatus> known_;
    std::set<std::string> leaving_;  ///< full names of images that are being removed
    ImageQuestions questions_;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
