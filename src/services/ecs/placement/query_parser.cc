#include <algorithm>
#include <array>
#include <utility>

#include "services/ecs/placement/query.h"
#include "services/ecs/placement/query_tree.h"

namespace gantry::ecs::placement {

namespace {

constexpr std::size_t kMaxText = 2000;
constexpr int kMaxDepth = 50;

using NodePtr = std::shared_ptr<const Query::Node>;

struct Operator {
    std::string_view text;
    Comparison comparison;
    bool negated;
};
/// Longer symbols before their own beginnings.
constexpr std::array kOperators = {
    Operator{"==", Comparison::Equals, false},
    Operator{"=~", Comparison::Matches, false},
    Operator{"!=", Comparison::Equals, true},
    Operator{"!~", Comparison::Matches, true},
    Operator{">=", Comparison::GreaterEqual, false},
    Operator{">", Comparison::Greater, false},
    Operator{"<=", Comparison::LessEqual, false},
    Operator{"<", Comparison::Less, false},
    Operator{"!exists", Comparison::Exists, true},
    Operator{"!in", Comparison::In, true},
    Operator{"equals", Comparison::Equals, false},
    Operator{"not_equals", Comparison::Equals, true},
    Operator{"greater_than_equal", Comparison::GreaterEqual, false},
    Operator{"greater_than", Comparison::Greater, false},
    Operator{"less_than_equal", Comparison::LessEqual, false},
    Operator{"less_than", Comparison::Less, false},
    Operator{"exists", Comparison::Exists, false},
    Operator{"not_exists", Comparison::Exists, true},
    Operator{"in", Comparison::In, false},
    Operator{"not_in", Comparison::In, true},
    Operator{"matches", Comparison::Matches, false},
    Operator{"not_matches", Comparison::Matches, true},
};

constexpr std::array<std::string_view, 6> kSubjects = {
    "agentConnected",
    "agentVersion",
    "ec2InstanceId",
    "registeredAt",
    kRunningTasksCount,
    kTaskGroup,
};

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
/// Characters that end a bare word.
bool is_special(char c) {
    return is_space(c) || std::string_view("()[],=!<>~&|\"'").find(c) != std::string_view::npos;
}

bool is_subject(std::string_view word) {
    constexpr std::string_view kAttribute = "attribute:";
    if (word.starts_with(kAttribute)) return word.size() > kAttribute.size();
    return std::ranges::find(kSubjects, word) != kSubjects.end();
}

bool is_order(Comparison comparison) {
    return comparison >= Comparison::Greater && comparison <= Comparison::LessEqual;
}

class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<NodePtr> run() {
        if (text_.size() > kMaxText) return invalid_argument("the expression is too long");
        NodePtr all = any(0);
        skip_space();
        if (error_.empty() && at_ < text_.size()) fail("unexpected text");
        if (!error_.empty()) return invalid_argument(error_);
        return all;
    }
    [[nodiscard]] bool depends_on_tasks() const { return depends_on_tasks_; }

  private:
    NodePtr fail(std::string_view what) {
        if (error_.empty()) {
            error_ = std::string(what) + " at character " + std::to_string(at_ + 1);
        }
        at_ = text_.size();
        return nullptr;
    }
    void skip_space() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }
    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

    bool take(std::string_view symbol) {
        skip_space();
        if (!rest().starts_with(symbol)) return false;
        at_ += symbol.size();
        return true;
    }
    /// Takes `word` only where no longer word begins.
    bool take_word(std::string_view word) {
        skip_space();
        if (!rest().starts_with(word)) return false;
        if (rest().size() > word.size() && !is_special(rest()[word.size()])) return false;
        at_ += word.size();
        return true;
    }

    static NodePtr combine(Query::Node::Kind kind, std::vector<NodePtr> children) {
        if (children.size() == 1) return std::move(children.front());
        auto node = std::make_shared<Query::Node>();
        node->kind = kind;
        node->children = std::move(children);
        return node;
    }
    static NodePtr negate(NodePtr what) {
        auto node = std::make_shared<Query::Node>();
        node->kind = Query::Node::Kind::Not;
        node->children.push_back(std::move(what));
        return node;
    }

    NodePtr any(int depth) {
        std::vector<NodePtr> children{every(depth)};
        while (take("||") || take_word("or")) children.push_back(every(depth));
        return combine(Query::Node::Kind::Any, std::move(children));
    }
    NodePtr every(int depth) {
        std::vector<NodePtr> children{factor(depth)};
        while (take("&&") || take_word("and")) children.push_back(factor(depth));
        return combine(Query::Node::Kind::All, std::move(children));
    }
    NodePtr factor(int depth) {
        if (depth > kMaxDepth) return fail("too deeply nested");
        if (take("!") || take_word("not")) return negate(factor(depth + 1));
        if (take("(")) {
            NodePtr inside = any(depth + 1);
            if (!take(")")) return fail("missing ')'");
            return inside;
        }
        return test();
    }

    NodePtr test() {
        skip_space();
        const std::string subject = bare_word();
        if (!is_subject(subject)) return fail("unknown subject '" + subject + "'");
        const Operator* op = take_operator();
        if (op == nullptr) return fail("missing operator");
        if (is_order(op->comparison) && subject == kTaskGroup)
            return fail("task:group has no order");

        auto node = std::make_shared<Query::Node>();
        node->subject = subject;
        node->comparison = op->comparison;
        if (!read_values(*node)) return nullptr;
        depends_on_tasks_ |= subject == kTaskGroup || subject == kRunningTasksCount;
        return op->negated ? negate(std::move(node)) : NodePtr(std::move(node));
    }

    const Operator* take_operator() {
        for (const Operator& op : kOperators) {
            const bool symbol = is_special(op.text.back());
            if (symbol ? take(op.text) : take_word(op.text)) return &op;
        }
        return nullptr;
    }

    bool read_values(Query::Node& node) {
        switch (node.comparison) {
            case Comparison::Exists: return true;
            case Comparison::In: return read_list(node.values);
            case Comparison::Matches: {
                auto pattern = wire::Pattern::compile(read_value(true).value_or(""));
                if (!pattern) fail(pattern.error().message);
                if (pattern) node.pattern = std::move(*pattern);
                return error_.empty();
            }
            default:
                if (auto value = read_value(false)) node.values.push_back(std::move(*value));
                return error_.empty();
        }
    }
    bool read_list(std::vector<std::string>& values) {
        if (!take("[")) return fail("missing '['") != nullptr;
        do {
            if (auto value = read_value(false)) values.push_back(std::move(*value));
        } while (error_.empty() && take(","));
        if (!take("]")) fail("missing ']'");
        return error_.empty();
    }

    std::optional<std::string> read_value(bool is_pattern) {
        skip_space();
        if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) return quoted();
        std::string word = is_pattern ? bare_pattern() : bare_word();
        if (word.empty()) {
            fail("missing value");
            return std::nullopt;
        }
        return word;
    }
    std::string quoted() {
        const char quote = text_[at_++];
        const std::size_t end = text_.find(quote, at_);
        if (end == std::string_view::npos) {
            fail("missing closing quote");
            return {};
        }
        std::string value(text_.substr(at_, end - at_));
        at_ = end + 1;
        return value;
    }
    std::string bare_word() {
        const std::size_t start = at_;
        while (at_ < text_.size() && !is_special(text_[at_])) ++at_;
        return std::string(text_.substr(start, at_ - start));
    }
    /// Up to a blank or to the parenthesis that closes something opened before the pattern.
    std::string bare_pattern() {
        const std::size_t start = at_;
        int open = 0;
        for (; at_ < text_.size() && !is_space(text_[at_]); ++at_) {
            if (text_[at_] == '(') ++open;
            if (text_[at_] == ')' && open-- == 0) break;
        }
        return std::string(text_.substr(start, at_ - start));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string error_;
    bool depends_on_tasks_ = false;
};

}  // namespace

Result<Query> Query::parse(std::string_view text) {
    Parser parser(text);
    Result<NodePtr> root = parser.run();
    if (!root) return root.error();
    Query query;
    query.root_ = std::move(*root);
    query.text_ = std::string(text);
    query.depends_on_tasks_ = parser.depends_on_tasks();
    return query;
}

}  // namespace gantry::ecs::placement
