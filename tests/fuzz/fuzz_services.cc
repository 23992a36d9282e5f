// Calls of whatever operations the listed services have, one after the other on one world, by the
// root of an account. Each is answered; one that is refused has changed nothing; none is our own
// fault; and the journal tells the same rows.
#include <cstdint>
#include <string>
#include <vector>

#include "base/log.h"
#include "service/test_world.h"
#include "services/all.h"
#include "wire/random_value.h"

namespace gantry {
namespace {

const aws::Scope kScope{"123456789012", "us-east-1"};
constexpr std::size_t kMostCalls = 24;
constexpr std::size_t kWordsLearnt = 64;
constexpr std::size_t kLongestWord = 300;

struct Callable {
    const service::Service* service;
    const service::Operation* operation;
    const api::OperationInfo* info;
};

const std::vector<Callable>& callables() {
    static const auto kAll = [] {
        std::vector<Callable> all;
        for (const service::Service* service : all_services()) {
            for (const service::Operation& operation : service->operations) {
                all.push_back(
                    {service, &operation, service::find_in_model(service->model(), operation.name)}
                );
            }
        }
        return all;
    }();
    return kAll;
}

/// Names and texts that operations of several services take.
const std::vector<std::string>& plain_words() {
    static const std::vector<std::string> kWords{
        "a",
        "b",
        "default",
        "web",
        "web:1",
        "/",
        "v1",
        "key",
        "value",
        "Active",
        "Inactive",
        "ACTIVE",
        "RUNNING",
        "STOPPED",
        "80",
        "tcp",
        "512",
        "bridge",
        "ecs.amazonaws.com",
        "https://issuer.test",
        "arn:aws:ecs:us-east-1:123456789012:cluster/default",
        "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1",
        "arn:aws:ecs:us-east-1:123456789012:service/default/web",
        "arn:aws:iam::123456789012:role/a",
        "arn:aws:iam::123456789012:user/b",
        "arn:aws:iam::123456789012:policy/a",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})",
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}]})",
    };
    return kWords;
}

/// The world, and what its answers have told: ids and names that nobody can guess.
class Caller {
  public:
    Caller() : words_(plain_words()) {}

    void call(const Callable& what, std::uint64_t seed) {
        Random random(seed);
        const auto input = what.info->make_input();
        const wire::RandomValueOptions options{
            .present = 0.3, .max_elements = 2, .max_depth = 6, .words = words_
        };
        wire::fill_random(random, what.info->input(), input.get(), options);
        const auto before = world_.core().applied();
        const auto answer = world_.run_json(
            {kScope, aws::root_arn(kScope), "AKIAROOT", {}},
            std::string(what.service->name),
            std::string(what.operation->name),
            wire::encode_json(what.info->input(), input.get())
        );
        if (answer) return learn(*answer);
        GANTRY_ASSERT(answer.error().kind != ErrorKind::Internal);
        // KMS does not say why a text does not open.
        const bool silent = answer.error().code == "InvalidCiphertextException";
        GANTRY_ASSERT(silent || !answer.error().message.empty());
        GANTRY_ASSERT(world_.core().applied() == before);
    }

  private:
    /// Every text of an answer may be a name for the next call.
    void learn(const std::string& answer) {
        std::size_t from = answer.find('"');
        while (from != std::string::npos) {
            const std::size_t to = answer.find('"', from + 1);
            if (to == std::string::npos) return;
            const std::size_t size = to - from - 1;
            if (size > 0 && size <= kLongestWord) remember(answer.substr(from + 1, size));
            from = answer.find('"', to + 1);
        }
    }

    void remember(std::string word) {
        const std::size_t plain = plain_words().size();
        if (words_.size() < plain + kWordsLearnt) {
            words_.push_back(std::move(word));
        } else {
            words_[plain + next_++ % kWordsLearnt] = std::move(word);
        }
    }

    service::TestWorld world_{all_services()};
    std::vector<std::string> words_;
    std::size_t next_ = 0;
};

}  // namespace
}  // namespace gantry

/// Each call is four bytes: two pick the operation, two are the seed of its input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    gantry::set_log_sink([](gantry::LogLevel, std::string_view) {});
    gantry::Caller caller;
    const auto& all = gantry::callables();
    for (std::size_t n = 0; n < gantry::kMostCalls && size >= 4; ++n, data += 4, size -= 4) {
        const std::size_t pick = (std::size_t{data[0]} << 8U) | data[1];
        caller.call(all[pick % all.size()], (std::uint64_t{data[2]} << 8U) | data[3]);
    }
    return 0;
}
