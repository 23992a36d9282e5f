#include "services/logs/insights/row.h"

#include "wire/json_reader.h"

namespace gantry::logs {
namespace {

using Fields = std::map<std::string, Value, std::less<>>;
using Json = wire::JsonReader;

constexpr std::size_t kMaxJsonDepth = 32;

/// Takes apart a JSON document; names are paths with dots.
class Finder {
  public:
    Finder(std::string_view json, Fields& found) : reader_(json, kMaxJsonDepth), found_(found) {}

    bool run() { return reader_.peek() == Json::Token::Object && value("") && reader_.finish(); }

  private:
    bool value(const std::string& path) {
        switch (reader_.peek()) {
            case Json::Token::Object: return object(path);
            case Json::Token::List: return list(path);
            case Json::Token::Null: return reader_.read_null();
            case Json::Token::Boolean: {
                bool truth = false;
                if (!reader_.read_boolean(truth)) return false;
                return add(path, Value::of(truth));
            }
            case Json::Token::Number: {
                wire::JsonNumber number;
                if (!reader_.read_number(number)) return false;
                return add(path, Value::of(number.real));
            }
            default: {
                std::string text;
                if (!reader_.read_string(text)) return false;
                return add(path, Value::of(std::move(text)));
            }
        }
    }
    bool add(const std::string& path, Value value) {
        found_.emplace(path, std::move(value));
        return true;
    }
    /// What stands at a path, unless its path is one too much: then it is passed over.
    bool below(const std::string& path, std::string_view name) {
        const std::size_t bytes = path.size() + 1 + name.size();
        if (bytes > room_ || found_.size() >= QueryEvent::kMaxFields) {
            std::string_view raw;
            return reader_.skip(raw);
        }
        room_ -= bytes;
        std::string inner;
        inner.reserve(bytes);
        if (!path.empty()) inner.append(path).append(".");
        return value(inner.append(name));
    }
    bool object(const std::string& path) {
        if (!reader_.enter_object()) return false;
        std::string_view key;
        for (;;) {
            const Json::Next next = reader_.next_key(key);
            if (next != Json::Next::Item) return next == Json::Next::End;
            if (!below(path, key)) return false;
        }
    }
    bool list(const std::string& path) {
        if (!reader_.enter_list()) return false;
        for (std::size_t i = 0;; ++i) {
            const Json::Next next = reader_.next_element();
            if (next != Json::Next::Item) return next == Json::Next::End;
            if (!below(path, std::to_string(i))) return false;
        }
    }

    wire::JsonReader reader_;
    Fields& found_;
    std::size_t room_ = QueryEvent::kMaxPathBytes;  ///< for paths
};

}  // namespace

const Fields& QueryEvent::found() const {
    if (!found_) {
        found_ = std::make_unique<Fields>();
        const bool may_be_json = message.find('{') != std::string::npos;
        if (may_be_json && !Finder(message, *found_).run()) found_->clear();
        constexpr std::size_t kNodeBytes = 64;
        for (const auto& [path, value] : *found_) {
            found_bytes_ += kNodeBytes + path.size() + value.bytes();
        }
    }
    return *found_;
}

Value QueryEvent::field(std::string_view name) const {
    if (name == "@timestamp") return Value::at(timestamp_ms);
    if (name == "@message") return Value::of(message);
    if (name == "@ingestionTime") return Value::at(ingested_ms);
    if (name == "@logStream") return Value::of(stream);
    if (name == "@log") return Value::of(log);
    if (name == "@ptr") return Value::of(pointer);
    const auto& fields = found();
    const auto field = fields.find(name);
    return field == fields.end() ? Value() : field->second;
}

}  // namespace gantry::logs
