#include "services/ecs/exec/shell_words.h"

#include <optional>
#include <utility>

namespace gantry::ecs::exec {
namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

class Splitter {
  public:
    explicit Splitter(std::string_view line) : rest_(line) {}

    Result<std::vector<std::string>> run() {
        while (!rest_.empty()) {
            if (auto good = step(take()); !good) return good.error();
        }
        finish();
        if (words_.empty()) return invalid_argument("there is no command");
        return std::move(words_);
    }

  private:
    char take() {
        const char first = rest_.front();
        rest_.remove_prefix(1);
        return first;
    }

    Result<void> step(char c) {
        if (is_blank(c)) return finish(), Result<void>{};
        if (c == '#' && !word_) {
            rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
            return {};
        }
        if (!word_) word_.emplace();
        if (c == '\\') {
            if (rest_.empty()) return invalid_argument("nothing follows the last backslash");
            *word_ += take();
        } else if (c == '\'' || c == '"') {
            return quoted(c);
        } else {
            *word_ += c;
        }
        return {};
    }

    Result<void> quoted(char quote) {
        while (!rest_.empty()) {
            char c = take();
            if (c == quote) return {};
            if (c == '\\' && quote == '"' && !rest_.empty()) c = take();
            *word_ += c;
        }
        return invalid_argument("a quote is not closed");
    }

    void finish() {
        if (word_) words_.push_back(*std::exchange(word_, std::nullopt));
    }

    std::string_view rest_;
    std::optional<std::string> word_;  ///< the one under way
    std::vector<std::string> words_;
};

}  // namespace

Result<std::vector<std::string>> split_words(std::string_view line) {
    return Splitter(line).run();
}

}  // namespace gantry::ecs::exec
