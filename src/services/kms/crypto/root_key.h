#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gantry::kms {

/// The key of this installation that all others are sealed under. It is in no database: a file of
/// its own holds it (`kms.key`, 0600), and who has rows, journal and dumps alone can open nothing.
class RootKey {
  public:
    /// @param bytes 32 of them
    explicit RootKey(std::string bytes) : bytes_(std::move(bytes)) {}

    /// @param bound has to be the same when it is opened: whose material it is
    /// @param drawn for this alone, of 96 bits or more of chance
    [[nodiscard]] std::string seal(
        std::string_view text, std::string_view bound, std::string_view drawn
    ) const;
    /// Nothing for what another root key sealed, or for something else, or was changed since.
    [[nodiscard]] std::optional<std::string> open(std::string_view sealed, std::string_view bound)
        const;
    /// Bytes that nobody can guess. @param drawn for this alone
    [[nodiscard]] std::string draw_bytes(
        std::string_view purpose, std::string_view drawn, std::size_t length
    ) const;

  private:
    std::string bytes_;
};

}  // namespace gantry::kms
