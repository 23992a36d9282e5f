#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace gantry {

/// A string that is an identifier of one kind: explicit in, `.str()` out, never implicit.
/// @tparam Tag an incomplete struct that names the kind: `using TaskId = StrongId<struct
/// TaskIdTag>;`
template <class Tag>
class StrongId {
  public:
    StrongId() = default;
    explicit StrongId(std::string value) : value_(std::move(value)) {}

    [[nodiscard]] const std::string& str() const { return value_; }
    [[nodiscard]] std::string& mutable_str() { return value_; }  ///< for decoders
    [[nodiscard]] bool empty() const { return value_.empty(); }

    friend auto operator<=>(const StrongId&, const StrongId&) = default;

  private:
    std::string value_;
};

}  // namespace gantry

template <class Tag>
struct std::hash<gantry::StrongId<Tag>> {
    std::size_t operator()(const gantry::StrongId<Tag>& id) const noexcept {
        return std::hash<std::string>{}(id.str());
    }
};
