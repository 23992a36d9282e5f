#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "agent/agent_config.h"
#include "agent/runner/runtime_monitor.h"
#include "base/loop.h"
#include "base/random.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Asks which images names without a digest stand for: that on the machine where the pull behaviour
/// is content with it, else what the registry says, whose layers are not asked for. Each name is
/// asked at most once at a time whoever asks. A part of ImageStore; lives on the agent's loop.
/// Source: Amazon's agent (pull of the manifest).
class ImageQuestions {
  public:
    /// @param leaving full names of images that are being removed: who asks for one waits
    /// @param found hears of copies on the machine that need not be pulled, by their digests
    ImageQuestions(
        Loop& loop,
        Random& random,
        runtime::ContainerRuntime& runtime,
        const RuntimeMonitor& monitor,
        PullBehavior behavior,
        const std::set<std::string>& leaving,
        std::function<void(const std::string& image, const runtime::ImageStatus& copy)> found
    );
    ~ImageQuestions();
    ImageQuestions(const ImageQuestions&) = delete;
    ImageQuestions& operator=(const ImageQuestions&) = delete;

    struct Answer {
        std::string digest;    ///< "sha256:…"; empty: whatever a pull of the name brings
        bool at_hand = false;  ///< it is on the machine, under that name, and need not be pulled
    };
    using OnAnswer = std::function<void(const Result<Answer>&)>;
    /// The callback never comes from within the call, nor after the handle was dropped. Where a
    /// failed pull would not be the end, a registry that does not say is asked once, and the answer
    /// is an empty digest.
    /// Errors: Unavailable: the runtime is away. Any other holds the registry's words, and is
    /// final.
    std::shared_ptr<void> ask(
        const std::string& image, const runtime::RegistryAuth& login, OnAnswer done
    );

    [[nodiscard]] bool is_asked(const std::set<std::string>& full_names) const;
    /// Something is not being removed any more.
    void go_on();

  private:
    struct Question;
    using QuestionPtr = std::shared_ptr<Question>;

    void look(const QuestionPtr& question);
    void on_copy(const QuestionPtr& question, const Result<runtime::ImageStatus>& copy);
    void ask_registry(const QuestionPtr& question);
    void on_digest(const QuestionPtr& question, const std::string& digest);
    void on_refusal(const QuestionPtr& question, const Error& why);
    void found_copy(const QuestionPtr& question, const std::string& digest);
    void answer(const QuestionPtr& question, const Result<Answer>& answer);

    Loop& loop_;
    Random& random_;
    runtime::ContainerRuntime& runtime_;
    const RuntimeMonitor& monitor_;
    PullBehavior behavior_;
    const std::set<std::string>& leaving_;
    std::function<void(const std::string& image, const runtime::ImageStatus& copy)> found_;
    std::map<std::vector<std::string>, QuestionPtr> questions_;  ///< by image, user and password
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
