#include "agent/runner/image_questions.h"

#include <algorithm>
#include <optional>

#include "agent/backoff.h"
#include "agent/engine/image_names.h"
#include "agent/engine/pull_rules.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

bool has_digest(
    const runtime::ImageStatus& copy, const std::string& image, const std::string& digest
) {
    const std::string name = by_digest(image, digest);
    return std::ranges::find(copy.repo_digests, short_name(name), &short_name) !=
           copy.repo_digests.end();
}

}  // namespace

struct ImageQuestions::Question {
    std::string image;
    runtime::RegistryAuth login;
    std::vector<std::weak_ptr<OnAnswer>> listeners;  ///< those who asked hold them
    std::optional<runtime::ImageStatus> copy;
    Backoff backoff{kFirstPullRetry, kLastPullRetry, 2.0};
    int tries = 0;
    bool begun = false;
    TimerId timer = 0;

    [[nodiscard]] bool concerns(const std::set<std::string>& full_names) const {
        return full_names.contains(full_image_name(image));
    }
};

ImageQuestions::ImageQuestions(
    Loop& loop,
    Random& random,
    runtime::ContainerRuntime& runtime,
    const RuntimeMonitor& monitor,
    PullBehavior behavior,
    const std::set<std::string>& leaving,
    std::function<void(const std::string& image, const runtime::ImageStatus& copy)> found
)
    : loop_(loop),
      random_(random),
      runtime_(runtime),
      monitor_(monitor),
      behavior_(behavior),
      leaving_(leaving),
      found_(std::move(found)),
      alive_(std::make_shared<bool>(true)) {}

ImageQuestions::~ImageQuestions() {
    for (const auto& [key, question] : questions_) loop_.cancel(question->timer);
}

std::shared_ptr<void> ImageQuestions::ask(
    const std::string& image, const runtime::RegistryAuth& login, OnAnswer done
) {
    auto handle = std::make_shared<OnAnswer>(std::move(done));
    QuestionPtr& place = questions_[{image, login.username, login.password}];
    if (place == nullptr) {
        place = std::make_shared<Question>();
        place->image = image;
        place->login = login;
    }
    const QuestionPtr question = place;
    question->listeners.push_back(handle);
    if (!question->begun && !question->concerns(leaving_)) look(question);
    return handle;
}

bool ImageQuestions::is_asked(const std::set<std::string>& full_names) const {
    return std::ranges::any_of(questions_, [&](const auto& entry) {
        return entry.second->concerns(full_names);
    });
}

void ImageQuestions::go_on() {
    for (const auto& [key, question] : std::map(questions_)) {
        if (!question->begun && !question->concerns(leaving_)) look(question);
    }
}

void ImageQuestions::look(const QuestionPtr& question) {
    question->begun = true;
    runtime_.inspect_image(
        question->image,
        [this, question, alive = std::weak_ptr(alive_)](const Result<runtime::ImageStatus>& copy) {
            if (!alive.expired()) on_copy(question, copy);
        }
    );
}

void ImageQuestions::on_copy(
    const QuestionPtr& question, const Result<runtime::ImageStatus>& copy
) {
    if (copy) {
        question->copy = *copy;
        if (is_good_enough(behavior_, question->image, *copy)) {
            return found_copy(question, digest_of(question->image, *copy));
        }
    } else if (copy.error().kind == ErrorKind::Unavailable) {
        return answer(question, copy.error());
    } else if (copy.error().kind != ErrorKind::NotFound) {
        return answer(question, Answer{});  // the pull will say more
    }
    ask_registry(question);
}

void ImageQuestions::ask_registry(const QuestionPtr& question) {
    ++question->tries;
    runtime_.image_digest(
        question->image,
        question->login,
        [this, question, alive = std::weak_ptr(alive_)](const Result<std::string>& digest) {
            if (alive.expired()) return;
            if (!digest) return on_refusal(question, digest.error());
            on_digest(question, *digest);
        }
    );
}

void ImageQuestions::on_digest(const QuestionPtr& question, const std::string& digest) {
    log_info("image_digest", {{"image", question->image}, {"digest", digest}});
    const bool at_hand = behavior_ != PullBehavior::Always && question->copy && !digest.empty() &&
                         has_digest(*question->copy, question->image, digest);
    if (at_hand) return found_copy(question, digest);
    answer(question, Answer{.digest = digest});
}

void ImageQuestions::on_refusal(const QuestionPtr& question, const Error& why) {
    log_warn("image_digest_unknown", {{"image", question->image}, {"why", why.message}});
    if (why.kind == ErrorKind::Unavailable && !monitor_.connected()) return answer(question, why);
    if (!needs_registry(behavior_)) return answer(question, Answer{});
    if (question->tries >= kPullTries || is_hopeless(why)) return answer(question, as_final(why));
    question->timer = loop_.call_after(question->backoff.next(random_), [this, question] {
        ask_registry(question);
    });
}

void ImageQuestions::found_copy(const QuestionPtr& question, const std::string& digest) {
    found_(by_digest(question->image, digest), *question->copy);
    answer(question, Answer{.digest = digest, .at_hand = true});
}

void ImageQuestions::answer(const QuestionPtr& question, const Result<Answer>& answer) {
    questions_.erase({question->image, question->login.username, question->login.password});
    for (const auto& waiting : question->listeners) {
        if (const auto listener = waiting.lock()) (*listener)(answer);
    }
}

}  // namespace gantry::agent
