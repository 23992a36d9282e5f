#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::iam::policy {

/// What is known about a request, by condition key: "aws:SourceIp", "ecs:cluster",
/// "aws:PrincipalTag/team". Keys mean the same in capitals and small letters.
class Context {
  public:
    struct Entry {
        std::string lower_key;
        std::string key;  ///< as it was given first
        std::vector<std::string> values;
    };

    /// Replaces what was there. No values is as good as a key that is not there.
    void set(std::string_view key, std::vector<std::string> values);
    void set(std::string_view key, std::string value);

    /// @param lower_key  in small letters.
    /// @return nullptr when nothing is known.
    [[nodiscard]] const std::vector<std::string>* find(std::string_view lower_key) const;
    /// The value of a key that has exactly one.
    [[nodiscard]] const std::string* find_single(std::string_view lower_key) const;

    /// Ordered by key.
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

  private:
    std::vector<Entry> entries_;
};

}  // namespace gantry::iam::policy
