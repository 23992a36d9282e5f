#include "services/ecs/placement/pattern.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace gantry::ecs::placement {

namespace {

constexpr std::size_t kMaxSteps = 2000;
constexpr std::size_t kMaxRepeat = 100;
constexpr int kMaxGroupDepth = 50;

bool is_digit(unsigned char c) {
    return c >= '0' && c <= '9';
}
bool is_word(unsigned char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_space(unsigned char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

std::bitset<256> set_of(bool (*member)(unsigned char)) {
    std::bitset<256> set;
    for (unsigned i = 0; i < 256; ++i) set[i] = member(static_cast<unsigned char>(i));
    return set;
}

/// The bytes that `\c` stands for.
std::bitset<256> escaped(char c) {
    switch (c) {
        case 'd': return set_of(is_digit);
        case 'D': return ~set_of(is_digit);
        case 'w': return set_of(is_word);
        case 'W': return ~set_of(is_word);
        case 's': return set_of(is_space);
        case 'S': return ~set_of(is_space);
        default: return std::bitset<256>().set(static_cast<unsigned char>(c));
    }
}

}  // namespace

/// Recursive descent straight to steps. A fragment is a range of steps whose jumps are relative to
/// its start, so that it can be copied for `{n,m}`.
class PatternCompiler {
  public:
    explicit PatternCompiler(std::string_view text) : text_(text) {}

    Result<Pattern> run() {
        Fragment all = alternatives(0);
        if (error_.empty() && at_ < text_.size()) fail("unexpected ')'");
        if (!error_.empty()) return invalid_argument(error_);
        all.push_back({.kind = Pattern::Kind::Accept});
        pattern_.steps_ = absolute(std::move(all));
        return std::move(pattern_);
    }

  private:
    using Step = Pattern::Step;
    using Kind = Pattern::Kind;
    /// Steps with `next` and `other` as offsets from the step itself, forward or (wrapping) back.
    using Fragment = std::vector<Step>;

    static std::vector<Step> absolute(Fragment fragment) {
        for (std::size_t i = 0; i < fragment.size(); ++i) {
            fragment[i].next += i;
            fragment[i].other += i;
        }
        return fragment;
    }

    void fail(const char* what) {
        if (error_.empty()) {
            error_ =
                std::string(what) + " at character " + std::to_string(at_ + 1) + " of the pattern";
        }
        at_ = text_.size();
    }
    [[nodiscard]] bool more() const { return at_ < text_.size(); }
    bool take(char c) {
        if (!more() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    void append(Fragment& to, const Fragment& what) {
        if (to.size() + what.size() > kMaxSteps) return fail("too long");
        to.insert(to.end(), what.begin(), what.end());
    }

    Fragment alternatives(int depth) {
        if (depth > kMaxGroupDepth) {
            fail("too deeply nested");
            return {};
        }
        Fragment left = sequence(depth);
        while (take('|')) {
            const Fragment right = sequence(depth);
            Fragment both{{.kind = Kind::Split, .next = 1, .other = left.size() + 2}};
            append(both, left);
            both.push_back({.kind = Kind::Jump, .next = right.size() + 1});
            append(both, right);
            left = std::move(both);
        }
        return left;
    }

    Fragment sequence(int depth) {
        Fragment all;
        while (more() && text_[at_] != '|' && text_[at_] != ')') {
            append(all, repeated(atom(depth)));
        }
        return all;
    }

    Fragment atom(int depth) {
        const char c = text_[at_++];
        switch (c) {
            case '(': {
                if (take('?') && !take(':')) fail("unknown kind of group");
                Fragment inside = alternatives(depth + 1);
                if (!take(')')) fail("missing ')'");
                return inside;
            }
            case '.': return bytes(~std::bitset<256>().set('\n'));
            case '[': return bytes(character_class());
            case '^': return {{.kind = Kind::LineStart, .next = 1}};
            case '$': return {{.kind = Kind::LineEnd, .next = 1}};
            case '*':
            case '+':
            case '?':
            case '{': fail("nothing to repeat"); return {};
            case '\\':
                if (!more()) {
                    fail("nothing after '\\'");
                    return {};
                }
                return bytes(escaped(text_[at_++]));
            default: return bytes(std::bitset<256>().set(static_cast<unsigned char>(c)));
        }
    }

    Fragment bytes(const std::bitset<256>& set) {
        auto found = std::find(pattern_.sets_.begin(), pattern_.sets_.end(), set);
        if (found == pattern_.sets_.end()) found = pattern_.sets_.insert(found, set);
        const auto index = static_cast<std::size_t>(found - pattern_.sets_.begin());
        return {{.kind = Kind::Bytes, .next = 1, .bytes = index}};
    }

    std::bitset<256> character_class() {
        const bool negated = take('^');
        std::bitset<256> set;
        bool first = true;
        while (more() && (text_[at_] != ']' || first)) {
            first = false;
            const auto low = static_cast<unsigned char>(text_[at_++]);
            if (low == '\\' && more()) {
                set |= escaped(text_[at_++]);
                continue;
            }
            unsigned char high = low;
            if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
                high = static_cast<unsigned char>(text_[at_ + 1]);
                at_ += 2;
                if (high < low) fail("a range that goes backwards");
            }
            for (unsigned c = low; c <= high; ++c) set.set(c);
        }
        if (!take(']')) fail("missing ']'");
        return negated ? ~set : set;
    }

    Fragment repeated(Fragment what) {
        while (more()) {
            if (take('*')) {
                what = star(what);
            } else if (take('+')) {
                Fragment once = what;
                append(once, star(what));
                what = std::move(once);
            } else if (take('?')) {
                what = maybe(what);
            } else if (take('{')) {
                what = counted(what);
            } else {
                break;
            }
        }
        return what;
    }

    Fragment star(const Fragment& what) {
        Fragment loop{{.kind = Kind::Split, .next = 1, .other = what.size() + 2}};
        append(loop, what);
        loop.push_back({.kind = Kind::Jump, .next = 0 - (what.size() + 1)});
        return loop;
    }
    Fragment maybe(const Fragment& what) {
        Fragment either{{.kind = Kind::Split, .next = 1, .other = what.size() + 1}};
        append(either, what);
        return either;
    }
    Fragment counted(const Fragment& what) {
        const std::optional<std::size_t> low = number();
        std::optional<std::size_t> high = low;
        const bool open = take(',');
        if (open) high = number();
        if (!low || !take('}') || (high && *high < *low)) {
            fail("a bad repeat count");
            return {};
        }
        Fragment all;
        for (std::size_t i = 0; i < *low; ++i) append(all, what);
        if (!high) append(all, star(what));
        for (std::size_t i = *low; high && i < *high; ++i) append(all, maybe(what));
        return all;
    }
    std::optional<std::size_t> number() {
        std::optional<std::size_t> value;
        while (more() && is_digit(static_cast<unsigned char>(text_[at_]))) {
            value = value.value_or(0) * 10 + static_cast<std::size_t>(text_[at_++] - '0');
            if (*value > kMaxRepeat) {
                fail("a repeat count above 100");
                return std::nullopt;
            }
        }
        return value;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string error_;
    Pattern pattern_;
};

Result<Pattern> Pattern::compile(std::string_view text) {
    return PatternCompiler(text).run();
}

/// All ways through the pattern at once (Thompson): the set of steps that the text so far reaches.
class Pattern::Run {
  public:
    Run(const Pattern& pattern, std::string_view text)
        : pattern_(pattern), text_(text), seen_(pattern.steps_.size(), 0) {}

    bool matches() {
        reach(0, 0);
        for (std::size_t at = 0; at < text_.size() && !now_.empty(); ++at) {
            const std::vector<std::size_t> here = std::exchange(now_, {});
            ++turn_;
            for (const std::size_t index : here) {
                const Step& step = pattern_.steps_[index];
                if (step.kind != Kind::Bytes) continue;
                if (!pattern_.sets_[step.bytes][static_cast<unsigned char>(text_[at])]) continue;
                reach(step.next, at + 1);
            }
        }
        return std::any_of(now_.begin(), now_.end(), [&](std::size_t index) {
            return pattern_.steps_[index].kind == Kind::Accept;
        });
    }

  private:
    /// Adds a step and all that follow from it without reading.
    void reach(std::size_t first, std::size_t at) {
        open_.push_back(first);
        while (!open_.empty()) {
            const std::size_t index = open_.back();
            open_.pop_back();
            if (seen_[index] == turn_) continue;
            seen_[index] = turn_;
            const Step& step = pattern_.steps_[index];
            switch (step.kind) {
                case Kind::Bytes:
                case Kind::Accept: now_.push_back(index); break;
                case Kind::Split: open_.push_back(step.other); [[fallthrough]];
                case Kind::Jump: open_.push_back(step.next); break;
                case Kind::LineStart:
                    if (at == 0) open_.push_back(step.next);
                    break;
                case Kind::LineEnd:
                    if (at == text_.size()) open_.push_back(step.next);
                    break;
            }
        }
    }

    const Pattern& pattern_;
    std::string_view text_;
    std::vector<std::size_t> seen_;  ///< the turn in which a step was last reached
    std::vector<std::size_t> now_;
    std::vector<std::size_t> open_;
    std::size_t turn_ = 1;
};

bool Pattern::matches(std::string_view text) const {
    return Run(*this, text).matches();
}

}  // namespace gantry::ecs::placement
